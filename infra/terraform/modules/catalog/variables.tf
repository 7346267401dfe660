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
  description = "ARN of the key results are encrypted with."
  type        = string
  nullable    = false
}

variable "results_bucket" {
  description = "Name of the bucket for results."
  type        = string
  nullable    = false
}

variable "scan_limit" {
  description = "How much one query may read before it is cancelled, in bytes."
  type        = number
  default     = 107374182400
  nullable    = false

  validation {
    condition     = var.scan_limit >= 10485760
    error_message = "scan_limit: expected 10485760 bytes or more, Athena takes no less."
  }
}

variable "force_destroy" {
  description = "Whether the workgroup goes with the queries in it."
  type        = bool
  default     = false
  nullable    = false
}
