package io.guildhall.fulfilment.web;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.context.annotation.Bean;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

import io.guildhall.fulfilment.AddressInput;
import io.guildhall.fulfilment.Courier;
import io.guildhall.fulfilment.FulfilmentDetails;
import io.guildhall.fulfilment.FulfilmentListing;
import io.guildhall.fulfilment.FulfilmentService;
import io.guildhall.fulfilment.ShippingAddress;
import io.guildhall.fulfilment.WrongHandings;
import io.guildhall.fulfilment.WrongShipments;
import io.guildhall.member.MemberId;
import io.guildhall.shared.DomainException;
import io.guildhall.shared.Permission;
import io.guildhall.shared.web.PagePart;
import jakarta.servlet.http.HttpServletResponse;
import lombok.RequiredArgsConstructor;

/** The way of an order to its member, on the order's page. */
@Controller
@RequestMapping("/o/{organization}")
@RequiredArgsConstructor
class FulfilmentController {

	private static final String ORDER = "redirect:/o/{organization}/orders/";

	private final FulfilmentService fulfilment;

	private final WrongShipments wrong;

	private final WrongHandings handings;

	private final FulfilmentListing listing;

	private final MessageSource messages;

	@Bean
	static PagePart deliveryOfOrder() {
		return new PagePart(PagePart.Page.ORDER, 4, "fulfilment.title", "/orders/{id}/delivery", Permission.SALES_READ);
	}

	/** What is typed about a parcel. */
	record CourierForm(@Nullable String carrier, @Nullable String trackingNo) {

		static final CourierForm EMPTY = new CourierForm(null, null);

		Courier courier() {
			return Courier.of(carrier, trackingNo);
		}

	}

	/** Something that may be refused, and then is shown with the reason. */
	private interface Move {

		FulfilmentDetails make();

	}

	/** The section; nothing for an order of which nothing is to be delivered. */
	@GetMapping("/orders/{id}/delivery")
	String part(@PathVariable UUID id, Model model) {
		into(model, listing.find(id).orElse(null), AddressInput.EMPTY, CourierForm.EMPTY);
		return "fulfilment/parts :: order";
	}

	@PostMapping("/orders/{id}/shipping-address")
	String address(@PathVariable UUID id, AddressInput typed, @RequestParam(defaultValue = "false") boolean again,
			Model model, RedirectAttributes flash, Locale locale, HttpServletResponse response) {
		return move(id, () -> fulfilment.address(id, again ? last(id) : typed.require()), "fulfilment.done.address",
				new Shown(typed, CourierForm.EMPTY), model, flash, locale, response);
	}

	@PostMapping("/orders/{id}/parcels")
	String ship(@PathVariable UUID id, CourierForm typed, @RequestParam(required = false) @Nullable List<UUID> lines,
			@RequestParam(defaultValue = "false") boolean choice, Model model, RedirectAttributes flash, Locale locale,
			HttpServletResponse response) {
		return move(id, () -> fulfilment.ship(id, typed.courier(), ChosenLines.of(lines, choice)),
				"fulfilment.done.shipped", new Shown(AddressInput.EMPTY, typed), model, flash, locale, response);
	}

	@PostMapping("/orders/{id}/given")
	String give(@PathVariable UUID id, @RequestParam(required = false) @Nullable List<UUID> lines,
			@RequestParam(defaultValue = "false") boolean choice, Model model, RedirectAttributes flash, Locale locale,
			HttpServletResponse response) {
		return move(id, () -> fulfilment.handOver(id, ChosenLines.of(lines, choice)), "fulfilment.done.given",
				Shown.NOTHING, model, flash, locale, response);
	}

	@PostMapping("/orders/{id}/given/taking-back")
	String takeGivenBack(@PathVariable UUID id, @RequestParam(required = false) @Nullable List<UUID> lines,
			@RequestParam(defaultValue = "false") boolean choice, @RequestParam(defaultValue = "") String reason,
			RedirectAttributes flash) {
		handings.takeBack(id, ChosenLines.of(lines, choice), reason);
		flash.addFlashAttribute("done", "fulfilment.done.given-taken-back");
		return ORDER + id;
	}

	@PostMapping("/parcels/{id}")
	String correct(@PathVariable UUID id, CourierForm typed, RedirectAttributes flash) {
		flash.addFlashAttribute("done", "fulfilment.done.corrected");
		return ORDER + fulfilment.correct(id, typed.courier()).order();
	}

	@PostMapping("/parcels/{id}/taking-back")
	String takeBack(@PathVariable UUID id, @RequestParam(defaultValue = "") String reason, RedirectAttributes flash) {
		flash.addFlashAttribute("done", "fulfilment.done.taken-back");
		return ORDER + wrong.takeBack(id, reason).order();
	}

	@PostMapping("/parcels/{id}/delivered")
	String delivered(@PathVariable UUID id, RedirectAttributes flash) {
		flash.addFlashAttribute("done", "fulfilment.done.delivered");
		return ORDER + fulfilment.delivered(id).order();
	}

	/** What stands in the forms again after a refusal. */
	private record Shown(AddressInput address, CourierForm courier) {

		static final Shown NOTHING = new Shown(AddressInput.EMPTY, CourierForm.EMPTY);

	}

	private String move(UUID order, Move move, String done, Shown typed, Model model, RedirectAttributes flash,
			Locale locale, HttpServletResponse response) {
		try {
			move.make();
			flash.addFlashAttribute("done", done);
			return ORDER + order;
		}
		catch (DomainException refusal) {
			FulfilmentDetails its = listing.find(order).orElseThrow(() -> refusal);
			into(model, its, typed.address(), typed.courier());
			model.addAttribute("error", messages.getMessage(refusal, locale));
			response.setStatus((refusal.getKind() == DomainException.Kind.INVALID) ? 422 : 409);
			return "fulfilment/show";
		}
	}

	private void into(Model model, @Nullable FulfilmentDetails its, AddressInput typed, CourierForm courier) {
		model.addAttribute("its", its);
		model.addAttribute("courier", courier);
		model.addAttribute("typed",
				typed.equals(AddressInput.EMPTY) ? AddressInput.of((its != null) ? its.address() : null) : typed);
		boolean asks = its != null && its.address() == null && its.isOpen();
		model.addAttribute("last", asks ? listing.last(new MemberId(Objects.requireNonNull(its).member())) : null);
	}

	private ShippingAddress last(UUID order) {
		return listing.lastWhole(new MemberId(listing.get(order).member()))
			.orElseGet(() -> AddressInput.EMPTY.require());
	}

}
