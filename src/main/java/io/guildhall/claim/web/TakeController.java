package io.guildhall.claim.web;

import java.util.Locale;
import java.util.Map;
import java.util.Objects;
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
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

import io.guildhall.claim.ClaimAttempt;
import io.guildhall.claim.ClaimDoor;
import io.guildhall.claim.ClaimForm;
import io.guildhall.claim.ClaimPage;
import io.guildhall.claim.ClaimRefused;
import io.guildhall.shared.DomainException;
import io.guildhall.shared.DomainException.Kind;
import io.guildhall.staff.StaffRefused;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import lombok.RequiredArgsConstructor;

/**
 * The public pages by which members take coupons: for telephones, without a login, a
 * session and scripts.
 */
@Controller
@RequestMapping("/p")
@RequiredArgsConstructor
class TakeController {

	/** Before the token of a member. */
	static final String PERSONAL = "/p/k/";

	/** Before the code of a group's link. */
	static final String GROUP = "/p/g/";

	private static final String VIEW = "claim/take";

	private static final String TAKEN = "yours";

	private final ClaimDoor door;

	private final MessageSource messages;

	/**
	 * An address may be a secret: it goes to no other site, and into no cache on the way.
	 */
	@ModelAttribute
	void keepToYourself(HttpServletResponse response) {
		response.setHeader("Referrer-Policy", "same-origin");
		response.setHeader("Cache-Control", "no-store");
	}

	@GetMapping("/k/{token}")
	String personal(@PathVariable String token, @RequestParam(required = false) @Nullable String said, Model model,
			HttpServletRequest request, HttpServletResponse response) {
		return page(door.byPerson(token, request.getRemoteAddr()), TAKEN.equals(said), new LinkedMultiValueMap<>(),
				model, response);
	}

	@PostMapping("/k/{token}")
	String take(@PathVariable String token, @RequestParam(defaultValue = "") String form, Model model,
			HttpServletRequest request, HttpServletResponse response) {
		String address = request.getRemoteAddr();
		ClaimAttempt attempt = door.takeByPerson(token, look(form), address);
		if (attempt.taken()) {
			return "redirect:" + PERSONAL + "{token}?said=" + TAKEN;
		}
		return refused(attempt, door.byPerson(token, address), new LinkedMultiValueMap<>(), model, response);
	}

	@GetMapping("/g/{code}")
	String group(@PathVariable String code, @RequestParam(required = false) @Nullable String said, Model model,
			HttpServletRequest request, HttpServletResponse response) {
		return page(door.byGroup(code, request.getRemoteAddr()), TAKEN.equals(said), new LinkedMultiValueMap<>(), model,
				response);
	}

	@PostMapping("/g/{code}")
	String take(@PathVariable String code, @RequestParam MultiValueMap<String, String> typed, Model model,
			HttpServletRequest request, HttpServletResponse response) {
		String address = request.getRemoteAddr();
		ClaimAttempt attempt = door.takeByGroup(code, form(typed, address));
		if (attempt.taken()) {
			return "redirect:" + GROUP + "{code}?said=" + TAKEN;
		}
		return refused(attempt, door.byGroup(code, address), typed, model, response);
	}

	/** Nobody is told whether there ever was such a link. */
	@ExceptionHandler({ ClaimRefused.class, StaffRefused.class })
	ModelAndView refused(DomainException refusal, Locale locale) {
		HttpStatus status = (refusal.getKind() == Kind.TOO_MANY) ? HttpStatus.TOO_MANY_REQUESTS : HttpStatus.NOT_FOUND;
		ModelAndView answer = new ModelAndView(VIEW, status);
		answer
			.addAllObjects(
					Map.of("mode", "unknown", "said",
							Objects.requireNonNullElse(messages.getMessage(refusal.getCode(), refusal.getArgs(),
									refusal.getMessage(), locale), refusal.getCode()),
							"lang", locale.getLanguage().equals("zh") ? "zh-CN" : "en"));
		return answer;
	}

	private static String refused(ClaimAttempt attempt, ClaimPage page, MultiValueMap<String, String> typed,
			Model model, HttpServletResponse response) {
		String view = page(page, false, typed, model, response);
		response.setStatus((attempt.tooOften() ? HttpStatus.TOO_MANY_REQUESTS : HttpStatus.CONFLICT).value());
		model.addAttribute("problem", attempt.problem());
		return view;
	}

	private static String page(ClaimPage page, boolean taken, MultiValueMap<String, String> typed, Model model,
			HttpServletResponse response) {
		if (page.state() == ClaimPage.State.ENDED) {
			response.setStatus(HttpStatus.GONE.value());
		}
		model.addAttribute("mode", "page");
		model.addAttribute("page", page);
		model.addAttribute("taken", taken);
		model.addAttribute("typed", typed);
		model.addAttribute("contacts", ClaimForm.Contact.values());
		return VIEW;
	}

	private static ClaimForm form(MultiValueMap<String, String> typed, String address) {
		ClaimForm.Contact kind = ClaimForm.Contact.PHONE;
		for (ClaimForm.Contact one : ClaimForm.Contact.values()) {
			kind = one.name().equals(text(typed, "kind")) ? one : kind;
		}
		return new ClaimForm(text(typed, "token"), text(typed, "website"), kind, text(typed, "contact"), address);
	}

	/** The number of a look at a personal page; garbage counts as one look of its own. */
	private static String look(String form) {
		try {
			return UUID.fromString(form).toString();
		}
		catch (IllegalArgumentException garbage) {
			return "none";
		}
	}

	private static String text(MultiValueMap<String, String> typed, String field) {
		String value = typed.getFirst(field);
		return (value != null) ? value : "";
	}

}
