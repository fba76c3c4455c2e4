package io.guildhall.staff.web;

import java.io.IOException;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

import io.guildhall.shared.Tenancy;
import io.guildhall.staff.ApiKeyPrincipal;
import io.guildhall.staff.ApiKeyService;
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

	private static final String BEARER = "bearer ";

	private final ApiKeyService keys;

	private final Tenancy tenancy;

	private final Problems problems;

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		String secret = secret(request);
		Optional<ApiKeyPrincipal> opened = (secret != null) ? keys.open(secret, request.getRemoteAddr())
				: Optional.empty();
		if (opened.isEmpty()) {
			chain.doFilter(request, response);
			return;
		}
		ApiKeyPrincipal principal = opened.get();
		if (principal.suspended()) {
			problems.write(request, response, HttpStatus.FORBIDDEN, "staff.suspended");
			return;
		}
		SecurityContext context = SecurityContextHolder.createEmptyContext();
		context.setAuthentication(UsernamePasswordAuthenticationToken.authenticated(principal, null,
				principal.permissions()
					.stream()
					.map(permission -> new SimpleGrantedAuthority(permission.name()))
					.toList()));
		SecurityContextHolder.setContext(context);
		Requests.goOn(tenancy, principal.organizationId(), chain, request, response);
	}

	private static @Nullable String secret(HttpServletRequest request) {
		String header = request.getHeader(HttpHeaders.AUTHORIZATION);
		return (header != null && header.regionMatches(true, 0, BEARER, 0, BEARER.length()))
				? header.substring(BEARER.length()).strip() : null;
	}

}
