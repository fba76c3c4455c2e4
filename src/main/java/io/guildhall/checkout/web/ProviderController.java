package io.guildhall.checkout.web;

import java.util.EnumMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

import io.guildhall.checkout.CallbackDoor;
import io.guildhall.checkout.CheckoutAccounts;
import io.guildhall.provider.ProviderName;
import io.guildhall.provider.ProviderName.KeyName;
import io.guildhall.onboarding.ChannelLinks;
import io.guildhall.shared.Permission;
import io.guildhall.shared.web.NavigationEntry;
import lombok.RequiredArgsConstructor;

/**
 * Which provider takes an organization's money, and its keys; none is ever shown again.
 */
@Controller
@RequestMapping("/o/{organization}/settings/payments")
@RequiredArgsConstructor
class ProviderController {

	private static final String PAGE = "redirect:/o/{organization}/settings/payments";

	private final CheckoutAccounts accounts;

	private final ChannelLinks links;

	@Bean
	static NavigationEntry paymentProviderNavigation() {
		return new NavigationEntry(NavigationEntry.Section.SETTINGS, 40, "checkout.provider", "/settings/payments",
				Permission.ORGANIZATION_SETTINGS);
	}

	@GetMapping
	String show(Model model) {
		model.addAttribute("providers", accounts.all());
		model.addAttribute("current", accounts.current());
		model.addAttribute("available", accounts.isAvailable());
		model.addAttribute("callbacks", CheckoutController.site(links) + CallbackDoor.PATH);
		return "checkout/provider";
	}

	@PostMapping
	String choose(@RequestParam(required = false) @Nullable ProviderName provider,
			@RequestParam MultiValueMap<String, String> typed, RedirectAttributes flash) {
		if (provider == null) {
			accounts.chooseNone();
			flash.addFlashAttribute("done", "checkout.done.none");
			return PAGE;
		}
		Map<KeyName, String> keys = new EnumMap<>(KeyName.class);
		provider.keys().forEach(key -> {
			String text = typed.getFirst("key." + key);
			keys.put(key, (text != null) ? text : "");
		});
		accounts.choose(provider, keys);
		flash.addFlashAttribute("done", "checkout.done.chosen");
		return PAGE;
	}

}
