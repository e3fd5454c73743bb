CREATE TABLE `integration_call` (
	`endpoint_id` text NOT NULL,
	`integration_id` text NOT NULL,
	`is_failure` integer NOT NULL,
	`at` integer NOT NULL,
	`request_id` text NOT NULL,
	`version` integer NOT NULL,
	`method` text NOT NULL,
	`target` text NOT NULL,
	`status` integer,
	`code` text,
	`attempts` integer NOT NULL,
	`duration_ms` integer NOT NULL,
	`fallback` text,
	`breaker` text,
	PRIMARY KEY(`endpoint_id`, `integration_id`, `is_failure`, `at`, `request_id`)
);
--> statement-breakpoint
CREATE INDEX `integration_call_at` ON `integration_call` (`at`);