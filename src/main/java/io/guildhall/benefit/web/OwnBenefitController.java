package io.guildhall.benefit.web;

import java.util.Locale;

import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

import io.guildhall.benefit.OwnBenefits;
import io.guildhall.benefit.SlotId;
import io.guildhall.shared.DomainException;
import io.guildhall.shared.DomainException.Kind;
import io.guildhall.shared.web.SecretPages;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import lombok.RequiredArgsConstructor;

/**
 * A member's memberships on a page of their own, on a phone mostly, without a session.
 */
@Controller
@RequestMapping("/p/me/{slug}/{token}/benefits")
@RequiredArgsConstructor
class OwnBenefitController extends SecretPages {

	private final OwnBenefits own;

	private final MessageSource texts;

	@GetMapping
	String page(@PathVariable String slug, @PathVariable String token,
			@RequestParam(required = false) @Nullable String said, Model model, HttpServletRequest request) {
		model.addAttribute("page", own.page(slug, token, request.getRemoteAddr()));
		model.addAttribute("path", "/p/me/" + slug + "/" + token);
		model.addAttribute("said", "done".equals(said));
		return "benefit/own";
	}

	@PostMapping("/bookings/{slot}")
	String book(@PathVariable String slug, @PathVariable String token, @PathVariable SlotId slot, Model model,
			HttpServletRequest request, HttpServletResponse response, Locale locale) {
		return done(slug, token, () -> own.book(slug, token, slot, request.getRemoteAddr()), model, request, response,
				locale);
	}

	@PostMapping("/bookings/{slot}/cancellation")
	String cancel(@PathVariable String slug, @PathVariable String token, @PathVariable SlotId slot, Model model,
			HttpServletRequest request, HttpServletResponse response, Locale locale) {
		return done(slug, token, () -> own.cancel(slug, token, slot, request.getRemoteAddr()), model, request, response,
				locale);
	}

	/** There is no session to keep a refusal in: it is shown with the page. */
	private String done(String slug, String token, Runnable work, Model model, HttpServletRequest request,
			HttpServletResponse response, Locale locale) {
		try {
			work.run();
			return "redirect:/p/me/{slug}/{token}/benefits?said=done";
		}
		catch (DomainException refusal) {
			if (refusal.getKind() == Kind.NOT_FOUND || refusal.getKind() == Kind.TOO_MANY) {
				throw refusal;
			}
			response.setStatus(HttpStatus.CONFLICT.value());
			model.addAttribute("problem", texts.getMessage(refusal, locale));
			return page(slug, token, null, model, request);
		}
	}

	@GetMapping("/code.svg")
	ResponseEntity<String> picture(@PathVariable String slug, @PathVariable String token, HttpServletRequest request) {
		return ResponseEntity.ok()
			.contentType(MediaType.valueOf("image/svg+xml"))
			.body(CheckOffController.picture(slug, own.code(slug, token, request.getRemoteAddr())));
	}

}
