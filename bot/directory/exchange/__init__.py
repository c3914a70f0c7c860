"""The directory in the formats of others: HSDS, a spreadsheet, schema.org, plain text.

Everything here is pure: a directory, a language and a day go in, text or bytes come out.
"""
