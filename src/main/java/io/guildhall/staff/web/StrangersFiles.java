package io.guildhall.staff.web;

import java.io.IOException;
import java.util.Locale;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

/**
 * Takes no large files from whom nobody knows. Files of the staff may have gigabytes, and
 * whoever first asks for a field of a form has the whole of it written to the disk: that
 * is the search for the token of the form, before anybody looks at who sends it. So this
 * stands before it, and answers without having read anything.
 */
class StrangersFiles extends OncePerRequestFilter {

	/** More than any form takes that is filled in without a login, in bytes. */
	static final long LARGEST = 16L << 20;

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		if (isLarge(request) && !isKnown()) {
			response.setHeader(HttpHeaders.CONNECTION, "close");
			response.setStatus(HttpStatus.CONTENT_TOO_LARGE.value());
			return;
		}
		chain.doFilter(request, response);
	}

	/** Of a body whose length is not told nobody knows how large it is. */
	private static boolean isLarge(HttpServletRequest request) {
		String type = request.getContentType();
		if (type == null || !type.toLowerCase(Locale.ROOT).startsWith(MediaType.MULTIPART_FORM_DATA_VALUE)) {
			return false;
		}
		long length = request.getContentLengthLong();
		return length > LARGEST || (length < 0 && request.getHeader(HttpHeaders.TRANSFER_ENCODING) != null);
	}

	private static boolean isKnown() {
		Authentication who = SecurityContextHolder.getContext().getAuthentication();
		return who != null && who.isAuthenticated() && !(who instanceof AnonymousAuthenticationToken);
	}

}
