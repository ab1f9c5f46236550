// Forms that are answered by a passkey: shown where the browser has passkeys, sent with its answer.
import { find, findAll } from "./dom.js";

if (window.PublicKeyCredential) {
  for (const note of findAll("[data-no-passkey]")) note.hidden = true;
  for (const element of findAll("form[data-passkey]")) {
    const form = /** @type {HTMLFormElement} */ (element);
    form.hidden = false;
    form.addEventListener("submit", (event) => {
      if (field(form, "answer").value) return;
      event.preventDefault();
      void answer(form);
    });
  }
}

/** @param {HTMLFormElement} form */
async function answer(form) {
  const options = JSON.parse(form.dataset.options ?? "{}");
  const status = find("[role=status]", form);
  status.textContent = "";
  try {
    const made = await (form.dataset.passkey === "create" ? create(options) : get(options));
    field(form, "answer").value = JSON.stringify(made);
    form.requestSubmit();
  } catch {
    status.textContent = form.dataset.failed ?? "";
  }
}

/** @param {any} options */
async function create(options) {
  const credential = /** @type {PublicKeyCredential} */ (
    await navigator.credentials.create({
      publicKey: {
        ...options,
        challenge: bytes(options.challenge),
        user: { ...options.user, id: bytes(options.user.id) },
        excludeCredentials: keys(options.excludeCredentials),
      },
    })
  );
  const response = /** @type {AuthenticatorAttestationResponse} */ (credential.response);
  return told(credential, { attestationObject: text(response.attestationObject) });
}

/** @param {any} options */
async function get(options) {
  const credential = /** @type {PublicKeyCredential} */ (
    await navigator.credentials.get({
      publicKey: {
        ...options,
        challenge: bytes(options.challenge),
        allowCredentials: keys(options.allowCredentials),
      },
    })
  );
  const response = /** @type {AuthenticatorAssertionResponse} */ (credential.response);
  return told(credential, {
    authenticatorData: text(response.authenticatorData),
    signature: text(response.signature),
    userHandle: response.userHandle ? text(response.userHandle) : null,
  });
}

/**
 * What the server reads (WebAuthn level 3, toJSON), also of browsers that do not write it themselves.
 * @param {PublicKeyCredential} credential
 * @param {Record<string, string | null>} rest
 */
function told(credential, rest) {
  return {
    id: credential.id,
    rawId: text(credential.rawId),
    type: credential.type,
    clientExtensionResults: credential.getClientExtensionResults(),
    response: { clientDataJSON: text(credential.response.clientDataJSON), ...rest },
  };
}

/** @param {{ id: string }[] | undefined} list */
function keys(list) {
  return (list ?? []).map((each) => ({ type: /** @type {const} */ ("public-key"), id: bytes(each.id) }));
}

/** @param {string} base64url */
function bytes(base64url) {
  const binary = atob(base64url.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(binary, (character) => character.charCodeAt(0));
}

/** @param {ArrayBuffer} buffer */
function text(buffer) {
  const binary = String.fromCharCode(...new Uint8Array(buffer));
  return btoa(binary).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

/**
 * @param {HTMLFormElement} form
 * @param {string} name
 */
function field(form, name) {
  return /** @type {HTMLInputElement} */ (form.elements.namedItem(name));
}
