"""Every page and mail of the demo, recorded before a change and compared after it.

    python -m benchmarks.pages record before.json
    python -m benchmarks.pages compare before.json after.json

It knows the product from outside: its addresses, its tables, `create_app`, `Settings` and the demo. So it runs on both
sides of a change that moves everything else.
"""
