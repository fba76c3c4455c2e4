package io.guildhall.database;

import org.jspecify.annotations.Nullable;

import lombok.Getter;

/** There is no database to work with, and what to do about it. */
@Getter
class DatabaseUnavailable extends RuntimeException {

	private final String action;

	DatabaseUnavailable(String message, String action, @Nullable Throwable cause) {
		super(message, cause);
		this.action = action;
	}

	DatabaseUnavailable(String message, String action) {
		this(message, action, null);
	}

}
