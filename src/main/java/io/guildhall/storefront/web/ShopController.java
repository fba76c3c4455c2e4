package io.guildhall.storefront.web;

import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

import io.guildhall.fulfilment.AddressInput;
import io.guildhall.member.NamedContact;
import io.guildhall.storefront.ShopAttempt;
import io.guildhall.storefront.ShopDoor;
import io.guildhall.storefront.ShopForm;
import io.guildhall.storefront.ShopPage;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import lombok.RequiredArgsConstructor;

/**
 * The public pages on which members order: for telephones, without a login, a session and
 * scripts. First it is said how many of what, then what that comes to and where it goes.
 */
@Controller
@RequestMapping("/p")
@RequiredArgsConstructor
class ShopController extends PublicPages {

	/** Before the token of a member. */
	static final String PERSONAL = "/p/s/";

	/** Before the code of a group's page. */
	static final String GROUP = "/p/b/";

	private static final String VIEW = "storefront/shop";

	/** Before the id of a product, in the name of a field. */
	private static final String QUANTITY = "q.";

	/** The longest that a field of the form is read. */
	private static final int LONGEST = 2_000;

	private final ShopDoor door;

	@GetMapping("/s/{token}")
	String personal(@PathVariable String token, Model model, HttpServletRequest request, HttpServletResponse response) {
		return page(door.byPerson(token, request.getRemoteAddr()), model, response);
	}

	@PostMapping("/s/{token}")
	String order(@PathVariable String token, @RequestParam MultiValueMap<String, String> typed, Model model,
			HttpServletRequest request, HttpServletResponse response) {
		ShopAttempt attempt = door.orderByPerson(token, form(typed, request.getRemoteAddr()));
		return (attempt.order() != null) ? placed(attempt.order())
				: again(attempt, door.byPerson(token, request.getRemoteAddr()), typed, model, response);
	}

	@GetMapping("/b/{code}")
	String group(@PathVariable String code, Model model, HttpServletRequest request, HttpServletResponse response) {
		return page(door.byGroup(code, request.getRemoteAddr()), model, response);
	}

	@PostMapping("/b/{code}")
	String orderInGroup(@PathVariable String code, @RequestParam MultiValueMap<String, String> typed, Model model,
			HttpServletRequest request, HttpServletResponse response) {
		ShopAttempt attempt = door.orderByGroup(code, form(typed, request.getRemoteAddr()));
		return (attempt.order() != null) ? placed(attempt.order())
				: again(attempt, door.byGroup(code, request.getRemoteAddr()), typed, model, response);
	}

	private static String placed(String token) {
		return "redirect:" + OrderStatusController.PATH + token;
	}

	private static String page(ShopPage page, Model model, HttpServletResponse response) {
		if (page.state() == ShopPage.State.ENDED) {
			response.setStatus(HttpStatus.GONE.value());
		}
		model.addAttribute("mode", "page");
		model.addAttribute("page", page);
		model.addAttribute("typed", Map.of());
		model.addAttribute("problem", null);
		return VIEW;
	}

	/** What it comes to, or why it is not placed; what was typed stays. */
	private static String again(ShopAttempt attempt, ShopPage page, MultiValueMap<String, String> typed, Model model,
			HttpServletResponse response) {
		page(page, model, response);
		Map<String, String> kept = new HashMap<>();
		typed.forEach((name, values) -> kept.put(name, text(typed, name)));
		if (attempt.problem() != null && attempt.problem().isMoved()) {
			// Who wants it besides what was ordered meanwhile presses once more.
			kept.remove("turn");
		}
		model.addAttribute("typed", kept);
		model.addAttribute("problem", attempt.problem());
		model.addAttribute("review", attempt.review());
		model.addAttribute("contacts", NamedContact.Kind.values());
		model.addAttribute("address", address(typed));
		// The one of before: only a form that stood open for a while is believed.
		model.addAttribute("token", text(typed, "token").isEmpty() ? page.token() : text(typed, "token"));
		if (attempt.problem() != null) {
			response.setStatus((attempt.tooOften() ? HttpStatus.TOO_MANY_REQUESTS : HttpStatus.CONFLICT).value());
		}
		if (attempt.review() != null && page.state() == ShopPage.State.OPEN) {
			model.addAttribute("mode", "review");
		}
		return VIEW;
	}

	private static ShopForm form(MultiValueMap<String, String> typed, String address) {
		boolean places = "place".equals(text(typed, "step"));
		String coupon = text(typed, "coupon");
		return new ShopForm(quantities(typed), id(coupon), "none".equals(coupon), address(typed),
				"true".equals(text(typed, "again")), text(typed, "note"), places ? number(text(typed, "shown")) : null,
				text(typed, "turn"), text(typed, "token"), text(typed, "website"),
				NamedContact.of(text(typed, "kind"), text(typed, "contact")), address);
	}

	private static AddressInput address(MultiValueMap<String, String> typed) {
		return new AddressInput(text(typed, "recipient"), text(typed, "phone"), text(typed, "region"),
				text(typed, "city"), text(typed, "district"), text(typed, "street"), text(typed, "postcode"),
				text(typed, "country"));
	}

	private static Map<UUID, Integer> quantities(MultiValueMap<String, String> typed) {
		Map<UUID, Integer> quantities = new HashMap<>();
		typed.keySet().stream().filter(name -> name.startsWith(QUANTITY)).forEach(name -> {
			UUID product = id(name.substring(QUANTITY.length()));
			String many = text(typed, name);
			if (product != null && many.matches("\\d{1,5}")) {
				quantities.put(product, Integer.valueOf(many));
			}
		});
		return quantities;
	}

	private static @Nullable UUID id(String text) {
		try {
			return UUID.fromString(text);
		}
		catch (IllegalArgumentException none) {
			return null;
		}
	}

	/** What was said that it comes to; of garbage something that it never does. */
	private static long number(String text) {
		return text.matches("\\d{1,15}") ? Long.parseLong(text) : -1;
	}

	private static String text(MultiValueMap<String, String> typed, String field) {
		String value = typed.getFirst(field);
		if (value == null) {
			return "";
		}
		String clean = value.replace("\0", "").strip();
		return clean.substring(0, Math.min(clean.length(), LONGEST));
	}

}
