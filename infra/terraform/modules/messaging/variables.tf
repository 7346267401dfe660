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
  description = "ARN of the key messages are encrypted with."
  type        = string
  nullable    = false
}

variable "email" {
  description = "Who gets notices and alarms. The address has to confirm a mail of SNS."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[^@\\s]+@[^@\\s]+\\.[^@\\s]+$", var.email))
    error_message = "email: expected an address such as ops@example.com."
  }
}

variable "landing_bucket" {
  description = "The bucket whose deliveries are told to the queue."
  type = object({
    name = string
    arn  = string
  })
  nullable = false
}

variable "deliveries" {
  description = "Deliveries that are told to the queue, by name: how their keys begin and end. Each needs a route in routes.yaml; these have a built-in one."
  type = map(object({
    prefix = string
    suffix = string
  }))
  default = {
    daily-sales   = { prefix = "sales-", suffix = ".json" }
    legacy-visits = { prefix = "Legacy", suffix = ".csv" }
  }
  nullable = false
}

variable "max_receives" {
  description = "How often a message is tried before it is put into the dead-letter queue."
  type        = number
  default     = 10
  nullable    = false

  validation {
    condition     = var.max_receives >= 5
    error_message = "max_receives: expected 5 or more, see docs/listening.md."
  }
}

variable "mail" {
  description = "Mails through SES: the address they come from. Null for none: notices go by SNS."
  type = object({
    from = string
  })
  default = null
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
