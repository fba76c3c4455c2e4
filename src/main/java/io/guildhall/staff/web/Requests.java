package io.guildhall.staff.web;

import java.io.IOException;
import java.util.Optional;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import io.guildhall.shared.Tenancy;
import jakarta.servlet.FilterChain;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

/** What a request tells about itself. */
final class Requests {

	private Requests() {
	}

	/** The path that was asked for, on the way to the error page too. */
	static String path(HttpServletRequest request) {
		Object failed = request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI);
		String uri = (failed instanceof String path) ? path : request.getRequestURI();
		return uri.substring(Math.min(request.getContextPath().length(), uri.length()));
	}

	/** The organization that stands in {@code /o/<slug>/…}. */
	static @Nullable String slug(HttpServletRequest request) {
		String path = path(request);
		if (!path.startsWith("/o/")) {
			return null;
		}
		int end = path.indexOf('/', 3);
		return (end < 0) ? path.substring(3) : path.substring(3, end);
	}

	static boolean isReading(HttpServletRequest request) {
		return request.getMethod().equals("GET") || request.getMethod().equals("HEAD");
	}

	/** Whether it is a piece of a page that htmx asks for. */
	static boolean isOfHtmx(HttpServletRequest request) {
		return "true".equals(request.getHeader("HX-Request"));
	}

	/**
	 * Goes on as a request of an organization: the thread works on its data meanwhile.
	 */
	static void goOn(Tenancy tenancy, UUID organization, FilterChain chain, HttpServletRequest request,
			HttpServletResponse response) throws IOException, ServletException {
		Optional<ServletException> failure = tenancy.<Optional<ServletException>, IOException>callAs(organization,
				() -> {
					try {
						chain.doFilter(request, response);
						return Optional.empty();
					}
					catch (ServletException ex) {
						return Optional.of(ex);
					}
				});
		if (failure.isPresent()) {
			throw failure.get();
		}
	}

}
