variable "region" {
  description = "Region everything is in."
  type        = string
  default     = "eu-central-1"
  nullable    = false

  validation {
    condition     = can(regex("^[a-z]{2}(-[a-z]+)+-[0-9]$", var.region))
    error_message = "region: expected one such as eu-central-1."
  }
}

variable "email" {
  description = "Who gets notices and alarms. The address has to confirm two mails of SNS."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[^@\\s]+@[^@\\s]+\\.[^@\\s]+$", var.email))
    error_message = "email: expected an address such as ops@example.com."
  }
}

variable "image_digest" {
  description = "Which image of the repository runs: sha256:…, as the push has told it."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^sha256:[0-9a-f]{64}$", var.image_digest))
    error_message = "image_digest: expected sha256: and 64 hexadecimal digits."
  }
}

variable "origin" {
  description = "Where pages that call the API come from, such as https://visits.example.com."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^https://[^/'\\s]+$", var.origin))
    error_message = "origin: expected https:// and a host, without a slash behind it."
  }
}

variable "mail" {
  description = "Mails by SES: the address they come from, and who is told of live VIP visits. Null for none: notices go by SNS."
  type = object({
    from       = string
    supervisor = string
  })
  default = null
}

variable "web" {
  description = "The web face: host name, certificate in this region, zone of the name (null: by hand). Null for none."
  type = object({
    domain          = string
    certificate_arn = string
    hosted_zone_id  = optional(string)
  })
  default = null
}

variable "site" {
  description = "The reports' site: host name, certificate in us-east-1, PEM of the public key of its cookies, zone of the name (null: by hand). Null for none."
  type = object({
    domain          = string
    certificate_arn = string
    public_key      = string
    hosted_zone_id  = optional(string)
  })
  default = null
}

variable "schedules_enabled" {
  description = "Whether the clock and deliveries start anything."
  type        = bool
  default     = true
  nullable    = false
}
