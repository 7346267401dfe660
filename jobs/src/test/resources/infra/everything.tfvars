email        = "ops@example.com"
image_digest = "sha256:0000000000000000000000000000000000000000000000000000000000000000"
origin       = "https://visits.example.com"
mail         = { from = "daybook@example.com", supervisor = "lead@example.com" }
web          = { domain = "daybook.example.com", certificate_arn = "arn:aws:acm:eu-central-1:123456789012:certificate/12345678-1234-1234-1234-123456789012", hosted_zone_id = "Z0123456789ABCDEFGHIJ" }
site = { domain = "reports.example.com", certificate_arn = "arn:aws:acm:us-east-1:123456789012:certificate/12345678-1234-1234-1234-123456789012", hosted_zone_id = "Z0123456789ABCDEFGHIJ", public_key = <<P
-----BEGIN PUBLIC KEY-----
MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAnx0f7s48RHuoNKb7Goif
scmI2YAdbJD/Ob+Xg8hDgwP3l1T18OtmTnn0n3kYL+fIYqbel4dEOiSV1GkqJOPN
/WvLamCdV9yXOJ4MCLDP0a0MdyBMH99vBalCRXalqW9Bmx2nmaY0GnOJTKYxQzfe
A39A8ieImIrfYEfvIuquGGncFhvPRtttFk29Rs/lPt2tAenGP837Vem1s4YTz0CB
On34fX993nkTUvNcb/ymjxjMU1IY4HFv4Xw/Le9snT4BQK53kYNjzemBYAl+Gb5k
krypaanclIRo6JtYG+lHEU9slo3HMPLfUONOrNg6h01/dR6y4fqRd01ZBS29ZG+b
cQIDAQAB
-----END PUBLIC KEY-----
P
}
