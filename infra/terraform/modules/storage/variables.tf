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

variable "key" {
  description = "ARN of the key objects are encrypted with."
  type        = string
  nullable    = false
}

variable "reports_site" {
  description = "Whether a CloudFront distribution reads the reports."
  type        = bool
  nullable    = false
}

variable "reports_distribution" {
  description = "ARN of that distribution; null without one."
  type        = string
  default     = null
}

variable "raw_events_days" {
  description = "How long raw events stay after their delivery, in days. They have to be compacted by then."
  type        = number
  default     = 90
  nullable    = false

  validation {
    condition     = var.raw_events_days >= 14
    error_message = "raw_events_days: expected 14 or more, so that compaction can be mended before they go."
  }
}

variable "noncurrent_days" {
  description = "How long what was overwritten or deleted can be had back, in days."
  type        = number
  default     = 30
  nullable    = false

  validation {
    condition     = var.noncurrent_days >= 1
    error_message = "noncurrent_days: expected 1 or more."
  }
}

variable "log_days" {
  description = "How long access logs stay, in days."
  type        = number
  default     = 90
  nullable    = false

  validation {
    condition     = var.log_days >= 1
    error_message = "log_days: expected 1 or more."
  }
}

variable "force_destroy" {
  description = "Whether buckets go with everything in them."
  type        = bool
  default     = false
  nullable    = false
}
