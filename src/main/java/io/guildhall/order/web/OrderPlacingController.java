package io.guildhall.order.web;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

import io.guildhall.catalog.CatalogService;
import io.guildhall.catalog.ProductId;
import io.guildhall.coupon.CouponService;
import io.guildhall.coupon.CouponSummary;
import io.guildhall.fulfilment.FulfilmentListing;
import io.guildhall.fulfilment.ShippingAddress;
import io.guildhall.member.MemberId;
import io.guildhall.member.MemberListing;
import io.guildhall.member.MemberService;
import io.guildhall.member.MemberSummary;
import io.guildhall.membership.EarlyBird;
import io.guildhall.order.NewOrder;
import io.guildhall.order.OrderAllowances;
import io.guildhall.order.OrderDetails;
import io.guildhall.order.OrderId;
import io.guildhall.order.OrderProofs;
import io.guildhall.order.OrderService;
import io.guildhall.order.QuotedSeats;
import io.guildhall.organization.OrganizationDetails;
import io.guildhall.organization.OrganizationService;
import io.guildhall.payment.PaymentMethod;
import io.guildhall.payment.PaymentProofs;
import io.guildhall.shared.DomainException;
import io.guildhall.shared.Idempotency;
import io.guildhall.shared.Ids;
import io.guildhall.shared.Money;
import lombok.RequiredArgsConstructor;

/** The page on which an order is put together, its sum always beside it. */
@Controller
@RequestMapping("/o/{organization}/orders")
@RequiredArgsConstructor
class OrderPlacingController {

	private static final int CHOICES = 8;

	private static final int MOST_ROWS = 20;

	private final OrderService orders;

	private final OrderProofs proofs;

	private final OrderAllowances allowances;

	private final CatalogService catalog;

	private final MemberService members;

	private final MemberListing people;

	private final CouponService coupons;

	private final QuotedSeats seats;

	private final OrganizationService organizations;

	private final FulfilmentListing deliveries;

	private final Idempotency idempotency;

	private final MessageSource messages;

	@GetMapping("/new")
	String form(@ModelAttribute("form") OrderForm form, BindingResult errors,
			@RequestParam(required = false) @Nullable UUID product, Model model, Locale locale) {
		OrderForm started = form;
		if (product != null && form.filled().isEmpty()) {
			started = form.withProduct(product);
		}
		return show(started, errors, null, model, locale);
	}

	/** The members that fit what is typed, to choose one of. */
	@GetMapping("/members")
	String members(@RequestParam(defaultValue = "") String who, Model model) {
		model.addAttribute("choices", who.isBlank() ? List.of() : people.search(who, CHOICES));
		model.addAttribute("who", who);
		return "order/new :: choices";
	}

	/** What it comes to so far, and which coupons would do what. */
	@PostMapping("/quote")
	String quote(@ModelAttribute("form") OrderForm form, BindingResult errors, Model model, Locale locale) {
		quoteInto(form, errors, model, locale);
		return "order/new :: quote";
	}

	@PostMapping
	String place(@ModelAttribute("form") OrderForm form, BindingResult errors,
			@RequestParam(required = false) @Nullable List<MultipartFile> proof, Model model, Locale locale,
			RedirectAttributes flash) {
		if (errors.hasErrors()) {
			return show(form, errors, text("shared.invalid", locale), model, locale);
		}
		if (form.member() == null) {
			return show(form, errors, text("order.choose-member", locale), model, locale);
		}
		try {
			NewOrder wanted = addressed(form, form.order(organizations.current(), form.early()));
			if (form.shown() == null) {
				// Whoever was quicker than the sum, or has no scripts, sees it first.
				orders.quote(wanted);
				return show(form, errors, text("order.sum-first", locale), model, locale);
			}
			UUID key = (form.key() != null) ? form.key() : Ids.next();
			List<byte[]> files = (form.method() != null) ? OrderProofFiles.read(proof) : List.of();
			if (!files.isEmpty()) {
				// For somebody who is not there nothing is drawn.
				members.require(wanted.member());
			}
			List<PaymentProofs.Drawn> pictures = proofs.draw(files);
			OrderId placed = idempotency.once("page/" + key, form, OrderId.class,
					() -> (form.method() != null)
							? proofs.placePaid(wanted, form.payment(organizations.current()), pictures).id()
							: orders.place(wanted).id());
			flash.addFlashAttribute("done", (form.method() != null) ? "order.done.sold" : "order.done.placed");
			return "redirect:/o/{organization}/orders/" + placed;
		}
		catch (DomainException refusal) {
			return show(form, errors, messages.getMessage(refusal, locale), model, locale);
		}
	}

	private String show(OrderForm form, BindingResult errors, @Nullable String error, Model model, Locale locale) {
		model.addAttribute("form", form);
		model.addAttribute("error", error);
		model.addAttribute("products", catalog.active());
		model.addAttribute("chosen", chosen(form.member()));
		model.addAttribute("choices", (form.who() != null && !form.who().isBlank()) ? people.search(form.who(), CHOICES)
				: List.<MemberSummary>of());
		model.addAttribute("who", (form.who() != null) ? form.who() : "");
		model.addAttribute("recipient", chosen(form.recipient()));
		model.addAttribute("recipients", (form.whom() != null && !form.whom().isBlank())
				? people.search(form.whom(), CHOICES) : List.<MemberSummary>of());
		model.addAttribute("whom", (form.whom() != null) ? form.whom() : "");
		int rows = (form.rows() != null) ? form.rows() : 0;
		model.addAttribute("rows", Math.min(Math.max(rows, Math.max(form.lines().size(), 1)), MOST_ROWS));
		model.addAttribute("mostRows", MOST_ROWS);
		model.addAttribute("methods", PaymentMethod.byHand());
		model.addAttribute("mostProofs", PaymentProofs.MOST);
		model.addAttribute("key", Ids.next());
		quoteInto(form, errors, model, locale);
		return "order/new";
	}

	private void quoteInto(OrderForm form, BindingResult errors, Model model, Locale locale) {
		model.addAttribute("form", form);
		model.addAttribute("quote", null);
		model.addAttribute("refusal", null);
		model.addAttribute("offers", List.of());
		model.addAttribute("allowance", allowances.left().orElse(null));
		model.addAttribute("currency", organizations.current().currency());
		model.addAttribute("seats", List.of());
		model.addAttribute("lastAddress", null);
		if (errors.hasErrors()) {
			model.addAttribute("refusal", text("shared.invalid", locale));
			return;
		}
		if (form.member() == null || form.filled().isEmpty()) {
			return;
		}
		OrganizationDetails organization = organizations.current();
		List<Offer> offers = new ArrayList<>();
		try {
			NewOrder wanted = form.order(organization, List.of());
			for (CouponSummary held : coupons.held(wanted.member())) {
				offers.add(offer(wanted, held, locale));
			}
			model.addAttribute("offers", offers);
			OrderDetails quote = orders.quote(wanted);
			model.addAttribute("quote", quote);
			model.addAttribute("seats", seats(quote));
			model.addAttribute("lastAddress", seats.deliver(quote) ? deliveries.last(wanted.member()) : null);
		}
		catch (DomainException refusal) {
			model.addAttribute("refusal", messages.getMessage(refusal, locale));
		}
	}

	private Offer offer(NewOrder wanted, CouponSummary held, Locale locale) {
		try {
			OrderDetails with = orders.quote(wanted.with(List.of(held.id())));
			return new Offer(held.id().id(), held.batchName(), held.code(), with.discount(), with.cashback(), null);
		}
		catch (DomainException refusal) {
			return new Offer(held.id().id(), held.batchName(), held.code(), null, null,
					messages.getMessage(refusal, locale));
		}
	}

	/** The lines at an early price; what is shown here is asked for when it is placed. */
	private List<Seat> seats(OrderDetails quote) {
		Map<ProductId, EarlyBird> early = seats.of(quote);
		List<Seat> shown = new ArrayList<>();
		for (OrderDetails.Line line : quote.lines()) {
			EarlyBird seat = early.get(line.product());
			if (seat != null) {
				shown.add(new Seat(line.product(), line.productName(), seat));
			}
		}
		return shown;
	}

	private NewOrder addressed(OrderForm form, NewOrder wanted) {
		ShippingAddress typed = form.address().address();
		boolean again = typed == null && Boolean.TRUE.equals(form.again());
		return wanted.to(again ? deliveries.lastWhole(wanted.member()).orElse(null) : typed);
	}

	private @Nullable MemberSummary chosen(@Nullable UUID member) {
		return (member != null) ? members.require(new MemberId(member)) : null;
	}

	private String text(String code, Locale locale) {
		return messages.getMessage(code, null, locale);
	}

	/**
	 * A coupon that the member holds, and what it would do here.
	 *
	 * @param back what it would promise back
	 * @param why it does nothing, where it does not
	 */
	record Offer(UUID id, String batch, String code, @Nullable Money discount, @Nullable Money back,
			@Nullable String why) {
	}

	/** A plan at its early price. */
	record Seat(ProductId product, String name, EarlyBird early) {
	}

}
