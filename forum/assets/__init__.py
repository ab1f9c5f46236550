"""Assets: the sources of the front end and their build with npm and esbuild. It does not know any domain."""
