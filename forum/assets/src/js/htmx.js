// htmx, told by <meta name="htmx-config"> to need neither inline styles nor eval, and to show 422 answers.
import htmx from "htmx.org";

window.htmx = htmx;
