package io.guildhall.claim.web;

import java.util.Locale;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
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
import org.springframework.web.servlet.ModelAndView;

import io.guildhall.claim.ClaimAttempt;
import io.guildhall.claim.ClaimDoor;
import io.guildhall.claim.ClaimForm;
import io.guildhall.claim.ClaimPage;
import io.guildhall.link.LinkRefused;
import io.guildhall.member.NamedContact;
import io.guildhall.shared.DomainException;
import io.guildhall.shared.web.SecretPages;
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
class TakeController extends SecretPages {

	/** Before the token of a member. */
	static final String PERSONAL = "/p/k/";

	/** Before the code of a group's link. */
	static final String GROUP = "/p/g/";

	private static final String VIEW = "claim/take";

	private static final String TAKEN = "yours";

	private final ClaimDoor door;

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

	@ExceptionHandler({ LinkRefused.class, StaffRefused.class })
	ModelAndView refused(DomainException refusal, Locale locale) {
		return nothing(refusal, locale);
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
		model.addAttribute("page", page);
		model.addAttribute("taken", taken);
		model.addAttribute("typed", typed);
		model.addAttribute("contacts", NamedContact.Kind.values());
		return VIEW;
	}

	private static ClaimForm form(MultiValueMap<String, String> typed, String address) {
		return new ClaimForm(text(typed, "token"), text(typed, "website"),
				NamedContact.of(text(typed, "kind"), text(typed, "contact")), address);
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
