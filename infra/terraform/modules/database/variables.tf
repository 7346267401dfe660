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
  description = "ARN of the key the database, its secret and its log are encrypted with."
  type        = string
  nullable    = false
}

variable "subnets" {
  description = "Subnets of two availability zones, without a route out."
  type        = list(string)
  nullable    = false
}

variable "security_group" {
  description = "Who may connect."
  type        = string
  nullable    = false
}

variable "instance_class" {
  description = "Size of the instance."
  type        = string
  default     = "db.t4g.micro"
  nullable    = false

  validation {
    condition     = startswith(var.instance_class, "db.")
    error_message = "instance_class: expected one such as db.t4g.micro."
  }
}

variable "max_storage" {
  description = "How far the storage may grow by itself, in GiB."
  type        = number
  default     = 100
  nullable    = false

  validation {
    condition     = var.max_storage >= 21
    error_message = "max_storage: expected 21 GiB or more, it begins with 20."
  }
}

variable "multi_az" {
  description = "Whether a second instance stands by in another zone."
  type        = bool
  default     = false
  nullable    = false
}

variable "backup_days" {
  description = "How far back the database can be restored to any second, in days."
  type        = number
  default     = 7
  nullable    = false

  validation {
    condition     = var.backup_days >= 1 && var.backup_days <= 35
    error_message = "backup_days: expected 1 to 35; 0 would switch point-in-time recovery off."
  }
}

variable "log_days" {
  description = "How long the log stays, in days."
  type        = number
  default     = 30
  nullable    = false
}

variable "protected" {
  description = "Whether deleting is refused, and leaves a last snapshot when it is allowed again."
  type        = bool
  default     = true
  nullable    = false
}
