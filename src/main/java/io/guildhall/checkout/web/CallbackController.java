package io.guildhall.checkout.web;

import java.io.IOException;
import java.util.Collections;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;

import io.guildhall.checkout.CallbackDoor;
import io.guildhall.checkout.CheckoutRefused;
import io.guildhall.checkout.CodeBrake;
import io.guildhall.provider.PaymentProvider.Replies;
import jakarta.servlet.http.HttpServletRequest;
import lombok.RequiredArgsConstructor;

/**
 * Where providers tell what happened. It answers with a number, and what the provider
 * wants to read with it.
 */
@Controller
@RequiredArgsConstructor
class CallbackController {

	/** No callback of a provider is nearly so large. */
	private static final int LARGEST = 256 * 1024;

	private final CallbackDoor door;

	private final CodeBrake brake;

	@PostMapping(CallbackDoor.PATH + "{code}")
	ResponseEntity<String> hear(@PathVariable String code, HttpServletRequest request) throws IOException {
		byte[] body = request.getInputStream().readNBytes(LARGEST + 1);
		if (body.length > LARGEST) {
			return ResponseEntity.status(HttpStatus.CONTENT_TOO_LARGE).build();
		}
		Map<String, String> headers = new HashMap<>();
		Collections.list(request.getHeaderNames())
			.forEach(name -> headers.put(name.toLowerCase(Locale.ROOT), request.getHeader(name)));
		Replies replies = door.replies(code);
		try {
			brake.through(request.getRemoteAddr(), code, () -> door.hear(code, headers, body));
			return answer(replies.heard().isEmpty() ? HttpStatus.NO_CONTENT : HttpStatus.OK, replies, replies.heard());
		}
		catch (CheckoutRefused refusal) {
			return answer(status(refusal), replies, replies.refused());
		}
	}

	private static HttpStatus status(CheckoutRefused refusal) {
		return switch (refusal.getKind()) {
			case NOT_FOUND -> HttpStatus.NOT_FOUND;
			case TOO_MANY -> HttpStatus.TOO_MANY_REQUESTS;
			default -> HttpStatus.BAD_REQUEST;
		};
	}

	private static ResponseEntity<String> answer(HttpStatus status, Replies replies, String body) {
		String type = replies.type();
		return (type == null || body.isEmpty()) ? ResponseEntity.status(status).build()
				: ResponseEntity.status(status).contentType(MediaType.valueOf(type)).body(body);
	}

}
