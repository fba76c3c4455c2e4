package io.guildhall.staff.web;

import java.io.IOException;
import java.util.Optional;

import org.springframework.http.HttpStatus;
import org.springframework.web.filter.OncePerRequestFilter;

import io.guildhall.shared.Tenancy;
import io.guildhall.staff.ApiKeyPrincipal;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import lombok.RequiredArgsConstructor;

/**
 * Makes the program whose key the request carries the one who acts, in the organization
 * of the key.
 */
@RequiredArgsConstructor
class ApiKeyFilter extends OncePerRequestFilter {

	private final ProgramEntrance entrance;

	private final Tenancy tenancy;

	private final Problems problems;

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		Optional<ApiKeyPrincipal> opened = entrance.open(request);
		if (opened.isEmpty()) {
			chain.doFilter(request, response);
			return;
		}
		ApiKeyPrincipal principal = opened.get();
		if (principal.suspended()) {
			problems.write(request, response, HttpStatus.FORBIDDEN, "staff.suspended");
			return;
		}
		ProgramEntrance.enter(principal);
		Requests.goOn(tenancy, principal.organizationId(), chain, request, response);
	}

}
