"""One ledger of every schema there has ever been: each must open with all it holds."""
