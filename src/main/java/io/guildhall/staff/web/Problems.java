package io.guildhall.staff.web;

import java.io.IOException;
import java.net.URI;
import java.util.Locale;

import org.springframework.context.MessageSource;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import lombok.RequiredArgsConstructor;
import tools.jackson.databind.json.JsonMapper;

/** Problems of requests that get no further than a door. */
@RequiredArgsConstructor
class Problems {

	private final MessageSource messages;

	private final JsonMapper json;

	void write(HttpServletRequest request, HttpServletResponse response, HttpStatus status, String code)
			throws IOException {
		Locale locale = request.getLocale();
		String text = messages.getMessage(code, null, code, locale);
		ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, (text != null) ? text : code);
		problem.setType(URI.create("urn:guildhall:problem:" + code));
		problem.setProperty("code", code);
		response.setStatus(status.value());
		response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
		response.setCharacterEncoding("UTF-8");
		response.getWriter().write(json.writeValueAsString(problem));
	}

}
