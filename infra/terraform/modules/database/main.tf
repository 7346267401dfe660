resource "aws_db_subnet_group" "this" {
  name       = var.context.name
  subnet_ids = var.subnets
}

resource "aws_db_parameter_group" "this" {
  name   = "${var.context.name}-postgres17"
  family = "postgres17"

  parameter {
    name  = "rds.force_ssl"
    value = "1"
  }

  parameter {
    name  = "log_min_duration_statement"
    value = "1000"
  }

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_cloudwatch_log_group" "this" {
  name              = "/aws/rds/instance/${var.context.name}/postgresql"
  retention_in_days = var.log_days
  kms_key_id        = var.key
}

resource "aws_db_instance" "this" {
  identifier     = var.context.name
  engine         = "postgres"
  engine_version = "17"
  instance_class = var.instance_class
  db_name        = "daybook"
  username       = "daybook"

  manage_master_user_password   = true
  master_user_secret_kms_key_id = var.key

  storage_type          = "gp3"
  allocated_storage     = 20
  max_allocated_storage = var.max_storage
  storage_encrypted     = true
  kms_key_id            = var.key

  db_subnet_group_name   = aws_db_subnet_group.this.name
  vpc_security_group_ids = [var.security_group]
  parameter_group_name   = aws_db_parameter_group.this.name
  publicly_accessible    = false
  multi_az               = var.multi_az

  # Backups are what point-in-time recovery works from.
  backup_retention_period   = var.backup_days
  backup_window             = "01:30-02:00"
  maintenance_window        = "sun:02:15-sun:03:00"
  copy_tags_to_snapshot     = true
  delete_automated_backups  = !var.protected
  deletion_protection       = var.protected
  skip_final_snapshot       = !var.protected
  final_snapshot_identifier = var.protected ? "${var.context.name}-final" : null

  auto_minor_version_upgrade      = true
  performance_insights_enabled    = true
  performance_insights_kms_key_id = var.key
  enabled_cloudwatch_logs_exports = ["postgresql"]

  depends_on = [aws_cloudwatch_log_group.this]
}
