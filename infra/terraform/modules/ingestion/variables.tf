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

variable "roles" {
  description = "Roles made here: api, firehose."
  type = object({
    api      = object({ name = string, trust = string, policy = string })
    firehose = object({ name = string, trust = string, policy = string })
  })
  nullable = false
}

variable "landing_bucket" {
  description = "ARN of the bucket events are delivered to."
  type        = string
  nullable    = false
}

variable "queue_names" {
  description = "Names of the queues visits and user-data."
  type        = map(string)
  nullable    = false

  validation {
    condition     = contains(keys(var.queue_names), "visits") && contains(keys(var.queue_names), "user-data")
    error_message = "queue_names: expected visits and user-data."
  }
}

variable "user_pool" {
  description = "ARN of the user pool whose tokens are taken."
  type        = string
  nullable    = false
}

variable "origin" {
  description = "The one origin whose pages may call, such as https://visits.example.com."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^https://[^/'\\s]+$", var.origin))
    error_message = "origin: expected https:// and a host, without a slash behind it."
  }
}

variable "throttling" {
  description = "Requests a second, and at once, that each method takes."
  type = object({
    rate  = number
    burst = number
  })
  default  = { rate = 100, burst = 200 }
  nullable = false

  validation {
    condition     = var.throttling.rate > 0 && var.throttling.burst >= var.throttling.rate
    error_message = "throttling: expected a rate above 0 and a burst that is not below it."
  }
}

variable "key" {
  description = "ARN of the key events and logs are encrypted with."
  type        = string
  nullable    = false
}

variable "log_days" {
  description = "How long logs stay, in days."
  type        = number
  default     = 30
  nullable    = false
}
