package io.guildhall.shared.web;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.springframework.boot.autoconfigure.web.ErrorProperties;
import org.springframework.boot.webmvc.autoconfigure.error.BasicErrorController;
import org.springframework.boot.webmvc.autoconfigure.error.ErrorViewResolver;
import org.springframework.boot.webmvc.error.ErrorAttributes;
import org.springframework.context.MessageSource;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

import jakarta.servlet.http.HttpServletRequest;

/** What no controller has answered: a page for a browser, for a program a problem. */
@Component
class ProblemErrors extends BasicErrorController {

	private final MessageSource messages;

	ProblemErrors(ErrorAttributes attributes, List<ErrorViewResolver> views, MessageSource messages) {
		super(attributes, new ErrorProperties(), views);
		this.messages = messages;
	}

	@Override
	public ResponseEntity<Map<String, Object>> error(HttpServletRequest request) {
		HttpStatus status = getStatus(request);
		Locale locale = request.getLocale();
		String code = code(status.value());
		Map<String, Object> problem = new LinkedHashMap<>();
		problem.put("type", type(code));
		problem.put("title", status.getReasonPhrase());
		problem.put("status", status.value());
		problem.put("detail", messages.getMessage(code, null, locale));
		problem.put("code", code);
		return ResponseEntity.status(status).contentType(MediaType.APPLICATION_PROBLEM_JSON).body(problem);
	}

	/** The code of what is refused for no reason but this status. */
	static String code(int status) {
		return switch (status) {
			case 400 -> "shared.unreadable";
			case 403 -> "shared.forbidden";
			case 404 -> "shared.not-found";
			case 405, 406, 415 -> "shared.unsupported";
			case 413 -> "shared.too-large";
			case 503 -> "shared.busy";
			default -> (status >= 500) ? "shared.failed" : "shared.error";
		};
	}

	/** The type of a problem by its code. */
	static URI type(String code) {
		return URI.create("urn:guildhall:problem:" + code);
	}

}
