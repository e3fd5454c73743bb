CREATE TABLE `shared_integration` (
	`id` text PRIMARY KEY NOT NULL,
	`config` text NOT NULL,
	`revision` integer NOT NULL,
	`name` text NOT NULL,
	`type` text NOT NULL,
	`host` text NOT NULL,
	`created_by` text NOT NULL,
	`created_at` integer NOT NULL,
	`updated_by` text NOT NULL,
	`updated_at` integer NOT NULL
);
