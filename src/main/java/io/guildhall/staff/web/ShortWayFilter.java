package io.guildhall.staff.web;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.header.HeaderWriterFilter;
import org.springframework.web.filter.OncePerRequestFilter;

import io.guildhall.shared.Tenancy;
import io.guildhall.shared.web.ShortWay;
import io.guildhall.staff.ApiKeyPrincipal;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import lombok.RequiredArgsConstructor;
import tools.jackson.databind.json.JsonMapper;

/**
 * Leads a plain post with a key that opens to its {@link ShortWay}, before all other
 * filters (ADR 138). It refuses nothing: whatever is not plain, not opened or not
 * answered goes on as if this filter were not there, with its body. Keys are opened where
 * the other way opens them, and the answer gets the headers that the other way writes.
 */
@RequiredArgsConstructor
class ShortWayFilter extends OncePerRequestFilter {

	private final List<ShortWay> ways;

	private final ProgramEntrance entrance;

	private final Tenancy tenancy;

	private final HeaderWriterFilter headers;

	private final JsonMapper json;

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		ShortWay way = way(request);
		Optional<ApiKeyPrincipal> program = (way != null) ? entrance.open(request) : Optional.empty();
		if (way == null || program.isEmpty() || program.get().suspended()) {
			chain.doFilter(request, response);
			return;
		}
		byte[] body = PlainPosts.body(request);
		Optional<Object> made = made(way, program.get(), request, body);
		if (made.isPresent()) {
			write(request, response, made.get());
		}
		else {
			chain.doFilter(PlainPosts.unread(request, body), response);
		}
	}

	private @Nullable ShortWay way(HttpServletRequest request) {
		String path = Requests.path(request);
		for (ShortWay way : ways) {
			if (way.isAt(path)) {
				return PlainPosts.isPlain(request) ? way : null;
			}
		}
		return null;
	}

	private Optional<Object> made(ShortWay way, ApiKeyPrincipal program, HttpServletRequest request, byte[] body) {
		ProgramEntrance.enter(program);
		try {
			return tenancy.callAs(program.organizationId(), () -> Optional.ofNullable(way.made(request, body)));
		}
		finally {
			SecurityContextHolder.clearContext();
		}
	}

	private void write(HttpServletRequest request, HttpServletResponse response, Object made)
			throws IOException, ServletException {
		byte[] answer = json.writeValueAsBytes(made);
		headers.doFilter(request, response, (asked, answered) -> {
			response.setStatus(HttpServletResponse.SC_CREATED);
			response.setContentType(MediaType.APPLICATION_JSON_VALUE);
			response.setContentLength(answer.length);
			answered.getOutputStream().write(answer);
		});
	}

}
