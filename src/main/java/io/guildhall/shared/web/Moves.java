package io.guildhall.shared.web;

import org.jspecify.annotations.Nullable;

import io.guildhall.shared.MovedException;
import jakarta.servlet.http.HttpServletRequest;

/** Where a request goes whose object answers by another id now. */
final class Moves {

	private Moves() {
	}

	/**
	 * The same path and query with the new id; null where the path does not hold the old
	 * one.
	 */
	static @Nullable String of(MovedException moved, HttpServletRequest request) {
		String path = request.getRequestURI();
		if (!path.contains(moved.getFrom())) {
			return null;
		}
		String query = request.getQueryString();
		return path.replace(moved.getFrom(), moved.getTo()) + ((query != null) ? "?" + query : "");
	}

}
