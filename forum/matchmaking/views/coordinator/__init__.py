"""The co-ordinator's buyers and suppliers."""
