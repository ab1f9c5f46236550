"""Front-end sources and their build: knows npm and esbuild, nothing of the product."""
