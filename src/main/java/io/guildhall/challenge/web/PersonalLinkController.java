package io.guildhall.challenge.web;

import java.time.LocalDate;
import java.util.Locale;

import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;

import io.guildhall.challenge.PersonalLinks;
import io.guildhall.challenge.ProofPictures;
import io.guildhall.shared.DomainException;
import io.guildhall.shared.DomainException.Kind;
import io.guildhall.shared.web.SecretPages;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import lombok.RequiredArgsConstructor;

/**
 * The page that a member opens by the personal link, on a phone mostly. It keeps no
 * session: what there is to say stands in the page, or in its address.
 */
@Controller
@RequestMapping("/p/c/{slug}/{token}")
@RequiredArgsConstructor
class PersonalLinkController extends SecretPages {

	private static final String PAGE = "challenge/personal";

	private final PersonalLinks links;

	private final MessageSource texts;

	@GetMapping
	String page(@PathVariable String slug, @PathVariable String token,
			@RequestParam(required = false) @Nullable String said, Model model, HttpServletRequest request) {
		model.addAttribute("page", links.page(slug, token, request.getRemoteAddr()));
		model.addAttribute("path", "/p/c/" + slug + "/" + token);
		model.addAttribute("said", "done".equals(said));
		model.addAttribute("megabytes", ProofPictures.MEGABYTES);
		model.addAttribute("kept", ProofPictures.DAYS_KEPT);
		return PAGE;
	}

	/** What the member sent for a day. */
	@GetMapping("/check-ins/{day}/picture")
	ResponseEntity<byte[]> picture(@PathVariable String slug, @PathVariable String token, @PathVariable LocalDate day,
			@RequestParam(defaultValue = "false") boolean small, HttpServletRequest request) {
		return ProofFiles.answer(links.picture(slug, token, day, small, request.getRemoteAddr()));
	}

	@PostMapping("/check-ins")
	String checkIn(@PathVariable String slug, @PathVariable String token, @RequestParam(defaultValue = "") String proof,
			@RequestParam(required = false) @Nullable LocalDate day,
			@RequestParam(required = false) @Nullable MultipartFile picture, Model model, HttpServletRequest request,
			HttpServletResponse response, Locale locale) {
		try {
			if (LargeBodies.isHeld(request)) {
				links.refuseTooLarge(slug, token, request.getRemoteAddr());
			}
			links.checkIn(slug, token, day, proof, ProofFiles.read(picture), request.getRemoteAddr());
			return "redirect:/p/c/{slug}/{token}?said=done";
		}
		catch (DomainException refusal) {
			if (refusal.getKind() == Kind.NOT_FOUND || refusal.getKind() == Kind.TOO_MANY) {
				throw refusal;
			}
			response.setStatus(
					(refusal.getKind() == Kind.INVALID) ? HttpStatus.BAD_REQUEST.value() : HttpStatus.CONFLICT.value());
			model.addAttribute("proof", proof);
			model.addAttribute("error", texts.getMessage(refusal, locale));
			return page(slug, token, null, model, request);
		}
	}

}
