"""The care plan, and the remand plan, as the IRO needs them (CPPCR 2010 regs 4-6 and 47B; 2-law 8.2)."""
