variable "context" {
  description = "Where this is: name is the prefix of everything, such as daybook-dev."
  type = object({
    name        = string
    environment = string
    region      = string
    account     = string
    partition   = string
  })
  nullable = false

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{2,23}$", var.context.name))
    error_message = "context.name: expected 3 to 24 lower case letters, digits and dashes, beginning with a letter."
  }
}

variable "site" {
  description = "Host name of the site, its certificate in us-east-1, the PEM of the public key cookies are checked with, and the zone the name is put into (null: by hand)."
  type = object({
    domain          = string
    certificate_arn = string
    public_key      = string
    hosted_zone_id  = optional(string)
  })
  nullable = false

  validation {
    condition     = can(regex("^arn:[a-z-]+:acm:us-east-1:", var.site.certificate_arn))
    error_message = "site.certificate_arn: expected the ARN of a certificate in us-east-1, CloudFront takes no other."
  }

  validation {
    condition     = startswith(var.site.public_key, "-----BEGIN PUBLIC KEY-----")
    error_message = "site.public_key: expected the PEM of a public key, as `openssl rsa -pubout` writes it."
  }
}

variable "bucket_domain" {
  description = "Regional domain name of the reports' bucket."
  type        = string
  nullable    = false
}

variable "identity" {
  description = "Who may sign in: the host of Cognito's pages, and the client of this site."
  type = object({
    host   = string
    client = string
  })
  nullable = false
}

variable "roles" {
  description = "Roles made here: sign-in."
  type = map(object({
    name   = string
    trust  = string
    policy = string
  }))
  nullable = false
}

variable "key" {
  description = "ARN of the key the secret and the log are encrypted with."
  type        = string
  nullable    = false
}

variable "log_days" {
  description = "How long the log stays, in days."
  type        = number
  default     = 30
  nullable    = false
}

variable "secret_recovery_days" {
  description = "How long a deleted secret can be called back, in days, 7 to 30. 0 deletes it at once, so that its name is free."
  type        = number
  default     = 30
  nullable    = false

  validation {
    condition     = var.secret_recovery_days == 0 || (var.secret_recovery_days >= 7 && var.secret_recovery_days <= 30)
    error_message = "secret_recovery_days: expected 0, or 7 to 30."
  }
}
