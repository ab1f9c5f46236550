"""What is true of companies by law and by trade, values in and values out."""
