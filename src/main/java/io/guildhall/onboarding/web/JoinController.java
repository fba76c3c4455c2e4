package io.guildhall.onboarding.web;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseCookie;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.CookieValue;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

import io.guildhall.onboarding.Attempt;
import io.guildhall.onboarding.ChannelRefused;
import io.guildhall.onboarding.JoinDoor;
import io.guildhall.onboarding.JoinPage;
import io.guildhall.onboarding.Look;
import io.guildhall.onboarding.Submission;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import lombok.RequiredArgsConstructor;

/** The public page of a channel: for telephones, without a login and without scripts. */
@Controller
@RequestMapping("/j/{code}")
@RequiredArgsConstructor
class JoinController {

	private static final String VIEW = "onboarding/join";

	private static final String VISITOR = "visitor";

	private static final Duration REMEMBERED = Duration.ofDays(30);

	/** Where browsers say that they fetch a page that nobody asked for yet. */
	private static final List<String> PURPOSES = List.of("Sec-Purpose", "Purpose", "X-Purpose", "X-Moz");

	private final JoinDoor door;

	private final MessageSource messages;

	@GetMapping
	String show(@PathVariable String code, @CookieValue(name = VISITOR, required = false) @Nullable String visitor,
			Model model, HttpServletRequest request, HttpServletResponse response) {
		UUID known = visitor(visitor);
		UUID browser = (known != null) ? known : UUID.randomUUID();
		Look look = (known == null) ? look(request) : null;
		JoinPage page = door.page(code, browser, look);
		if (look != null && page.open()) {
			remember(browser, request, response);
		}
		return form(page, new LinkedMultiValueMap<>(), Map.of(), model);
	}

	@PostMapping
	String join(@PathVariable String code, @CookieValue(name = VISITOR, required = false) @Nullable String visitor,
			@RequestParam MultiValueMap<String, String> typed, Model model, Locale locale, HttpServletRequest request,
			HttpServletResponse response) {
		Attempt attempt = door.join(code, Submission.of(typed, request.getRemoteAddr()));
		if (attempt.state() == Attempt.State.JOINED) {
			return "redirect:/j/{code}/in/" + attempt.join();
		}
		UUID known = visitor(visitor);
		JoinPage page = door.page(code, (known != null) ? known : UUID.randomUUID(), null);
		if (attempt.state() == Attempt.State.SCREENED) {
			model.addAttribute("page", page);
			model.addAttribute("mode", "screened");
			model.addAttribute("text", attempt.screening());
			return VIEW;
		}
		if (attempt.state() == Attempt.State.TOO_OFTEN) {
			response.setStatus(HttpStatus.TOO_MANY_REQUESTS.value());
		}
		return form(page, typed, attempt.texts(messages, locale), model);
	}

	@GetMapping("/in/{join}")
	String welcome(@PathVariable String code, @PathVariable UUID join, Model model) {
		model.addAttribute("page", door.welcome(code, join));
		model.addAttribute("mode", "joined");
		return VIEW;
	}

	/** Nobody is told whether there ever was such a code. */
	@ExceptionHandler
	ModelAndView unknown(ChannelRefused refused, Locale locale) {
		ModelAndView answer = new ModelAndView(VIEW, HttpStatus.NOT_FOUND);
		answer.addObject("mode", "unknown");
		answer.addObject("lang", locale.getLanguage().equals("zh") ? "zh-CN" : "en");
		return answer;
	}

	private static String form(JoinPage page, MultiValueMap<String, String> typed, Map<String, String> problems,
			Model model) {
		model.addAttribute("page", page);
		model.addAttribute("mode", page.open() ? "form" : "closed");
		model.addAttribute("typed", typed);
		model.addAttribute("problems", problems);
		return VIEW;
	}

	/** Null for what is no look of a person. */
	private static @Nullable Look look(HttpServletRequest request) {
		String purpose = PURPOSES.stream()
			.map(request::getHeader)
			.filter(Objects::nonNull)
			.collect(Collectors.joining(" "));
		return Look.of(request.getMethod(), request.getHeader(HttpHeaders.USER_AGENT), purpose, request.getRemoteAddr())
			.orElse(null);
	}

	private static @Nullable UUID visitor(@Nullable String cookie) {
		try {
			return (cookie != null) ? UUID.fromString(cookie) : null;
		}
		catch (IllegalArgumentException garbage) {
			return null;
		}
	}

	/** A number that means nothing, so that the next look shows the same words. */
	private static void remember(UUID browser, HttpServletRequest request, HttpServletResponse response) {
		response.addHeader(HttpHeaders.SET_COOKIE,
				ResponseCookie.from(VISITOR, browser.toString())
					.path(request.getContextPath() + "/j")
					.httpOnly(true)
					.secure(request.isSecure())
					.sameSite("Lax")
					.maxAge(REMEMBERED)
					.build()
					.toString());
	}

}
