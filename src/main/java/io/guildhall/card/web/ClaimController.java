package io.guildhall.card.web;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.ModelAndView;

import io.guildhall.card.CardCode;
import io.guildhall.card.CardDoor;
import io.guildhall.card.CardPage;
import io.guildhall.card.CardRefused;
import io.guildhall.onboarding.Attempt;
import io.guildhall.onboarding.ChannelRefused;
import io.guildhall.onboarding.Submission;
import io.guildhall.shared.DomainException;
import io.guildhall.shared.DomainException.Kind;
import io.guildhall.staff.StaffRefused;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import lombok.RequiredArgsConstructor;

/**
 * The public page of a card: for telephones, without a login, a session and scripts.
 */
@Controller
@RequestMapping("/c")
@RequiredArgsConstructor
class ClaimController {

	private static final String VIEW = "card/claim";

	private final CardDoor door;

	private final MessageSource messages;

	/** For who types a code instead of scanning it. */
	@GetMapping
	String ask(@RequestParam(required = false) @Nullable String code, Model model) {
		if (code != null && !code.isBlank()) {
			CardCode read = CardCode.read(code).orElse(null);
			if (read != null) {
				return "redirect:/c/" + read.letters();
			}
			model.addAttribute("text", "card.refused.typo");
		}
		model.addAttribute("mode", "ask");
		model.addAttribute("typed", (code != null) ? code : "");
		return VIEW;
	}

	@GetMapping("/{code}")
	String show(@PathVariable String code, Model model, HttpServletRequest request, HttpServletResponse response) {
		return form(code, new LinkedMultiValueMap<>(), Map.of(), model, request, response);
	}

	@PostMapping("/{code}")
	String claim(@PathVariable String code, @RequestParam MultiValueMap<String, String> typed, Model model,
			Locale locale, HttpServletRequest request, HttpServletResponse response) {
		try {
			Attempt attempt = door.claim(code, Submission.of(typed, request.getRemoteAddr()));
			if (attempt.state() == Attempt.State.JOINED) {
				return "redirect:/c/{code}/in/" + attempt.join();
			}
			if (attempt.state() == Attempt.State.TOO_OFTEN) {
				response.setStatus(HttpStatus.TOO_MANY_REQUESTS.value());
			}
			String view = form(code, typed, attempt.texts(messages, locale), model, request, response);
			if (attempt.state() == Attempt.State.SCREENED) {
				model.addAttribute("mode", "screened");
				model.addAttribute("text", attempt.screening());
			}
			return view;
		}
		catch (CardRefused refusal) {
			if (refusal.getKind() != Kind.CONFLICT) {
				throw refusal;
			}
			response.setStatus(HttpStatus.CONFLICT.value());
			return form(code, typed, Map.of("", messages.getMessage(refusal, locale)), model, request, response);
		}
	}

	@GetMapping("/{code}/in/{join}")
	String claimed(@PathVariable String code, @PathVariable UUID join, Model model, HttpServletRequest request,
			HttpServletResponse response) {
		// The address is a secret: it goes to no other site, and into no cache on the
		// way.
		response.setHeader("Referrer-Policy", "same-origin");
		response.setHeader("Cache-Control", "no-store");
		model.addAttribute("claimed", door.claimed(code, join, request.getRemoteAddr()));
		model.addAttribute("mode", "claimed");
		return VIEW;
	}

	/** What is no card, and who asks too often: with the field to type the code anew. */
	@ExceptionHandler({ CardRefused.class, StaffRefused.class, ChannelRefused.class })
	ModelAndView refused(DomainException refusal, Locale locale, HttpServletRequest request) {
		HttpStatus status = (refusal.getKind() == Kind.TOO_MANY) ? HttpStatus.TOO_MANY_REQUESTS : HttpStatus.NOT_FOUND;
		ModelAndView answer = new ModelAndView(VIEW, status);
		answer.addObject("mode", "ask");
		Object names = request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE);
		answer.addObject("typed",
				(names instanceof Map<?, ?> path && path.get("code") != null) ? path.get("code") : "");
		answer.addObject("said", messages.getMessage(refusal, locale));
		answer.addObject("lang", locale.getLanguage().equals("zh") ? "zh-CN" : "en");
		return answer;
	}

	private String form(String code, MultiValueMap<String, String> typed, Map<String, String> problems, Model model,
			HttpServletRequest request, HttpServletResponse response) {
		CardPage card = door.page(code, request.getRemoteAddr());
		model.addAttribute("card", card);
		model.addAttribute("page", card.join());
		model.addAttribute("typed", typed);
		model.addAttribute("problems", new HashMap<>(problems));
		if (card.refusal() != null) {
			response.setStatus(HttpStatus.GONE.value());
			model.addAttribute("mode", "refused");
		}
		else {
			model.addAttribute("mode", card.join().open() ? "form" : "closed");
		}
		return VIEW;
	}

}
