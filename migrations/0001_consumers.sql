CREATE TABLE `authentication_failure` (
	`id` text PRIMARY KEY NOT NULL,
	`at` integer NOT NULL,
	`endpoint_id` text NOT NULL,
	`kind` text NOT NULL,
	`reason` text NOT NULL,
	`key_prefix` text,
	`ip_address` text,
	`count` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `authentication_failure_endpoint` ON `authentication_failure` (`endpoint_id`,`id`);--> statement-breakpoint
CREATE INDEX `authentication_failure_at` ON `authentication_failure` (`at`);--> statement-breakpoint
CREATE TABLE `consumer` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`description` text NOT NULL,
	`roles` text NOT NULL,
	`scopes` text NOT NULL,
	`metadata` text NOT NULL,
	`is_active` integer NOT NULL,
	`revision` integer NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `consumer_key` (
	`id` text PRIMARY KEY NOT NULL,
	`consumer_id` text NOT NULL,
	`name` text NOT NULL,
	`prefix` text NOT NULL,
	`hash` text NOT NULL,
	`not_before` integer,
	`expires_at` integer,
	`allowed_ips` text NOT NULL,
	`endpoints` text NOT NULL,
	`roles` text NOT NULL,
	`created_by` text NOT NULL,
	`created_at` integer NOT NULL,
	`revoked_at` integer,
	`replaced_by` text,
	`last_used_at` integer,
	FOREIGN KEY (`consumer_id`) REFERENCES `consumer`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `consumer_key_prefix_unique` ON `consumer_key` (`prefix`);--> statement-breakpoint
CREATE INDEX `consumer_key_consumer` ON `consumer_key` (`consumer_id`,`id`);--> statement-breakpoint
CREATE TABLE `consumer_key_usage` (
	`key_id` text NOT NULL,
	`day` text NOT NULL,
	`requests` integer NOT NULL,
	`refused` integer NOT NULL,
	PRIMARY KEY(`key_id`, `day`),
	FOREIGN KEY (`key_id`) REFERENCES `consumer_key`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE TABLE `credential_state` (
	`id` integer PRIMARY KEY NOT NULL,
	`generation` integer NOT NULL,
	CONSTRAINT "credential_state_single_row" CHECK("credential_state"."id" = 1)
);
--> statement-breakpoint
CREATE TABLE `secret` (
	`name` text PRIMARY KEY NOT NULL,
	`sealed` text NOT NULL,
	`key_id` text NOT NULL,
	`updated_by` text NOT NULL,
	`updated_at` integer NOT NULL
);
