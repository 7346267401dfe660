locals {
  port = 8080
}

resource "aws_security_group" "balancer" {
  name        = "${var.context.name}-balancer"
  description = "Load balancer: browsers come in, tasks of the web face and Cognito are called"
  vpc_id      = var.network.vpc_id
}

resource "aws_vpc_security_group_ingress_rule" "browsers" {
  security_group_id = aws_security_group.balancer.id
  description       = "browsers"
  ip_protocol       = "tcp"
  from_port         = 443
  to_port           = 443
  cidr_ipv4         = "0.0.0.0/0"
}

resource "aws_vpc_security_group_egress_rule" "to_service" {
  security_group_id            = aws_security_group.balancer.id
  description                  = "web face"
  ip_protocol                  = "tcp"
  from_port                    = local.port
  to_port                      = local.port
  referenced_security_group_id = aws_security_group.service.id
}

# The balancer itself asks Cognito who somebody is.
resource "aws_vpc_security_group_egress_rule" "to_cognito" {
  security_group_id = aws_security_group.balancer.id
  description       = "Cognito"
  ip_protocol       = "tcp"
  from_port         = 443
  to_port           = 443
  cidr_ipv4         = "0.0.0.0/0"
}

resource "aws_security_group" "service" {
  name        = "${var.context.name}-web"
  description = "Web face: the load balancer comes in"
  vpc_id      = var.network.vpc_id
}

resource "aws_vpc_security_group_ingress_rule" "service" {
  security_group_id            = aws_security_group.service.id
  description                  = "load balancer"
  ip_protocol                  = "tcp"
  from_port                    = local.port
  to_port                      = local.port
  referenced_security_group_id = aws_security_group.balancer.id
}

# --- load balancer ------------------------------------------------------------------------------------------------------

resource "aws_lb" "this" {
  name                       = "${var.context.name}-web"
  load_balancer_type         = "application"
  internal                   = false
  subnets                    = var.network.public_subnets
  security_groups            = [aws_security_group.balancer.id]
  drop_invalid_header_fields = true
  enable_deletion_protection = var.protected
}

resource "aws_lb_target_group" "this" {
  name                 = "${var.context.name}-web"
  vpc_id               = var.network.vpc_id
  target_type          = "ip"
  protocol             = "HTTP"
  port                 = local.port
  deregistration_delay = 30

  health_check {
    path    = "/health"
    matcher = "200"
  }
}

# Nobody reaches the service who has not signed in.
resource "aws_lb_listener" "this" {
  load_balancer_arn = aws_lb.this.arn
  protocol          = "HTTPS"
  port              = 443
  ssl_policy        = "ELBSecurityPolicy-TLS13-1-2-2021-06"
  certificate_arn   = var.face.certificate_arn

  default_action {
    type  = "authenticate-cognito"
    order = 1

    authenticate_cognito {
      user_pool_arn              = var.identity.user_pool_arn
      user_pool_client_id        = var.identity.client
      user_pool_domain           = var.identity.domain
      scope                      = "openid email"
      session_timeout            = 28800
      on_unauthenticated_request = "authenticate"
    }
  }

  default_action {
    type             = "forward"
    order            = 2
    target_group_arn = aws_lb_target_group.this.arn
  }
}

resource "aws_route53_record" "this" {
  count = var.face.hosted_zone_id == null ? 0 : 1

  zone_id = var.face.hosted_zone_id
  name    = var.face.domain
  type    = "A"

  alias {
    name                   = aws_lb.this.dns_name
    zone_id                = aws_lb.this.zone_id
    evaluate_target_health = true
  }
}

# --- service ------------------------------------------------------------------------------------------------------------

resource "aws_cloudwatch_log_group" "this" {
  name              = "/daybook/${var.context.name}/web"
  retention_in_days = var.log_days
  kms_key_id        = var.key
}

resource "aws_iam_role" "this" {
  for_each = var.roles

  name               = each.value.name
  assume_role_policy = each.value.trust
}

resource "aws_iam_role_policy" "this" {
  for_each = var.roles

  name   = "all"
  role   = aws_iam_role.this[each.key].id
  policy = each.value.policy
}

resource "aws_ecs_task_definition" "this" {
  family                   = "${var.context.name}-web"
  requires_compatibilities = ["FARGATE"]
  network_mode             = "awsvpc"
  cpu                      = 512
  memory                   = 2048
  task_role_arn            = aws_iam_role.this["web"].arn
  execution_role_arn       = aws_iam_role.this["start-web"].arn

  runtime_platform {
    operating_system_family = "LINUX"
    cpu_architecture        = "X86_64"
  }

  volume {
    name = "data"
  }

  container_definitions = jsonencode([
    {
      name                   = "daybook"
      image                  = var.image
      essential              = true
      command                = ["serve"]
      readonlyRootFilesystem = true
      privileged             = false
      stopTimeout            = 120
      linuxParameters        = { initProcessEnabled = true }
      portMappings           = [{ containerPort = local.port, protocol = "tcp" }]
      mountPoints            = [{ sourceVolume = "data", containerPath = "/data", readOnly = false }]
      environment            = [for name, value in var.environment : { name = name, value = value }]
      secrets                = [for name, from in var.secret_environment : { name = name, valueFrom = from }]
      logConfiguration = {
        logDriver = "awslogs"
        options = {
          awslogs-group         = aws_cloudwatch_log_group.this.name
          awslogs-region        = var.context.region
          awslogs-stream-prefix = "web"
        }
      }
    },
  ])
}

resource "aws_ecs_service" "this" {
  name                               = "web"
  cluster                            = var.cluster
  task_definition                    = aws_ecs_task_definition.this.arn
  desired_count                      = 1
  launch_type                        = "FARGATE"
  health_check_grace_period_seconds  = 60
  deployment_minimum_healthy_percent = 100
  deployment_maximum_percent         = 200
  propagate_tags                     = "SERVICE"

  deployment_circuit_breaker {
    enable   = true
    rollback = true
  }

  network_configuration {
    subnets          = var.network.task_subnets
    security_groups  = [var.network.tasks_security_group, aws_security_group.service.id]
    assign_public_ip = var.network.assign_public_ip
  }

  load_balancer {
    target_group_arn = aws_lb_target_group.this.arn
    container_name   = "daybook"
    container_port   = local.port
  }

  depends_on = [aws_iam_role_policy.this, aws_lb_listener.this]
}

resource "aws_cloudwatch_metric_alarm" "errors" {
  alarm_name          = "${var.context.name}-web-5xx"
  alarm_description   = "The web face fails"
  namespace           = "AWS/ApplicationELB"
  metric_name         = "HTTPCode_Target_5XX_Count"
  dimensions          = { LoadBalancer = aws_lb.this.arn_suffix }
  statistic           = "Sum"
  comparison_operator = "GreaterThanThreshold"
  threshold           = 5
  period              = 300
  evaluation_periods  = 1
  treat_missing_data  = "notBreaching"
  alarm_actions       = [var.alarm_topic]
  ok_actions          = [var.alarm_topic]
}
