CREATE TABLE `recorded_request` (
	`id` text PRIMARY KEY NOT NULL,
	`endpoint_id` text NOT NULL,
	`at` integer NOT NULL,
	`version` integer NOT NULL,
	`method` text NOT NULL,
	`path` text NOT NULL,
	`status` integer NOT NULL,
	`scope` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `recorded_request_endpoint` ON `recorded_request` (`endpoint_id`,`id`);--> statement-breakpoint
CREATE INDEX `recorded_request_at` ON `recorded_request` (`at`);--> statement-breakpoint
CREATE TABLE `recording` (
	`endpoint_id` text PRIMARY KEY NOT NULL,
	`until` integer NOT NULL,
	`started_by` text NOT NULL
);
