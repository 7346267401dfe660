variable "environment" {
  description = "Which one: dev, test or prod."
  type        = string
  nullable    = false

  validation {
    condition     = contains(["dev", "test", "prod"], var.environment)
    error_message = "environment: expected dev, test or prod."
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

variable "protected" {
  description = "Whether deleting databases, buckets with something in them, user pools and images is refused."
  type        = bool
  nullable    = false
}

variable "database" {
  description = "Size of the database, whether a second instance stands by, and how far back it can be restored, in days."
  type = object({
    instance_class = string
    multi_az       = bool
    backup_days    = number
  })
  nullable = false
}

variable "monthly_budget" {
  description = "What a month may cost, in US dollars."
  type        = number
  nullable    = false
}

variable "log_days" {
  description = "How long logs stay, in days."
  type        = number
  default     = 30
  nullable    = false

  validation {
    condition     = contains([1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400], var.log_days)
    error_message = "log_days: expected one of the periods CloudWatch knows, such as 30, 90 or 365."
  }
}

variable "raw_events_days" {
  description = "How long raw events stay after their delivery, in days."
  type        = number
  default     = 90
  nullable    = false
}

variable "scan_limit" {
  description = "How much one query of Athena may read before it is cancelled, in bytes."
  type        = number
  default     = 107374182400
  nullable    = false
}

variable "cidr" {
  description = "Addresses of the network."
  type        = string
  default     = "10.40.0.0/16"
  nullable    = false
}

variable "private_networking" {
  description = "Whether tasks run in private subnets, behind a NAT gateway and interface endpoints, which cost by the hour."
  type        = bool
  default     = false
  nullable    = false
}

variable "schedules_enabled" {
  description = "Whether the clock and deliveries start anything."
  type        = bool
  default     = true
  nullable    = false
}
