package io.guildhall.staff.web;

import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;

import io.guildhall.staff.ApiKeyPrincipal;
import io.guildhall.staff.ApiKeyService;
import jakarta.servlet.http.HttpServletRequest;
import lombok.RequiredArgsConstructor;

/** Tells which program a request comes from, by whichever way it came. */
@RequiredArgsConstructor
class ProgramEntrance {

	private static final String BEARER = "bearer ";

	private final ApiKeyService keys;

	/**
	 * The program whose key the request carries; empty where it carries none that opens.
	 */
	Optional<ApiKeyPrincipal> open(HttpServletRequest request) {
		String secret = secret(request);
		return (secret != null) ? keys.open(secret, request.getRemoteAddr()) : Optional.empty();
	}

	/** Makes it the one who acts on this thread. */
	static void enter(ApiKeyPrincipal program) {
		SecurityContext context = SecurityContextHolder.createEmptyContext();
		context.setAuthentication(UsernamePasswordAuthenticationToken.authenticated(program, null,
				program.permissions()
					.stream()
					.map(permission -> new SimpleGrantedAuthority(permission.name()))
					.toList()));
		SecurityContextHolder.setContext(context);
	}

	private static @Nullable String secret(HttpServletRequest request) {
		String header = request.getHeader(HttpHeaders.AUTHORIZATION);
		return (header != null && header.regionMatches(true, 0, BEARER, 0, BEARER.length()))
				? header.substring(BEARER.length()).strip() : null;
	}

}
