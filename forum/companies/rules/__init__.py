"""What the law and the trade say about companies: RFC, stratum, names, places, certificates, processes."""
