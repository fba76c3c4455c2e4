package io.guildhall.order.web;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.Map;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

import io.guildhall.audit.AuditSubject;
import io.guildhall.coupon.CouponService;
import io.guildhall.member.MemberId;
import io.guildhall.member.MemberService;
import io.guildhall.member.MemberSummary;
import io.guildhall.membership.MembershipChanges;
import io.guildhall.membership.RefundProposal;
import io.guildhall.order.NewPayment;
import io.guildhall.order.OrderDetails;
import io.guildhall.order.OrderDiscount;
import io.guildhall.order.OrderFilter;
import io.guildhall.order.OrderId;
import io.guildhall.order.OrderListing;
import io.guildhall.order.OrderProofs;
import io.guildhall.order.OrderRefunds;
import io.guildhall.order.OrderRefused;
import io.guildhall.order.OrderService;
import io.guildhall.order.OrderState;
import io.guildhall.order.OrderSummary;
import io.guildhall.order.OrderTable;
import io.guildhall.order.RefundAsk;
import io.guildhall.order.RefundOutcome;
import io.guildhall.organization.OrganizationDetails;
import io.guildhall.organization.OrganizationService;
import io.guildhall.payment.PaymentMethod;
import io.guildhall.payment.PaymentProofs;
import io.guildhall.shared.DomainException;
import io.guildhall.shared.Idempotency;
import io.guildhall.shared.Ids;
import io.guildhall.shared.Money;
import io.guildhall.shared.Permission;
import io.guildhall.shared.Slice;
import io.guildhall.shared.web.Download;
import io.guildhall.shared.web.NavigationEntry;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import lombok.RequiredArgsConstructor;

/** The pages of orders: the list, one order, and what is done with it. */
@Controller
@RequestMapping("/o/{organization}/orders")
@RequiredArgsConstructor
class OrderController {

	private static final String ONE = "redirect:/o/{organization}/orders/";

	private final OrderService orders;

	private final OrderListing listing;

	private final OrderTable table;

	private final OrderRefunds refunds;

	private final OrderProofs proofs;

	private final MemberService members;

	private final CouponService coupons;

	private final MembershipChanges changes;

	private final OrganizationService organizations;

	private final Idempotency idempotency;

	@Bean
	static AuditSubject orderHistory(OrderService service) {
		return new AuditSubject("order", id -> service.get(new OrderId(id)));
	}

	@Bean
	static NavigationEntry ordersNavigation() {
		return new NavigationEntry(NavigationEntry.Section.SALES, 10, "order.orders", "/orders", Permission.SALES_READ);
	}

	@GetMapping
	String list(Filter filter, @RequestParam(required = false) @Nullable String after, Model model) {
		Slice<OrderSummary> found = listing.list(filter.filter(), after);
		model.addAttribute("orders", found);
		model.addAttribute("filter", filter);
		model.addAttribute("member", (filter.member() != null) ? members.require(new MemberId(filter.member())) : null);
		model.addAttribute("states", Arrays.stream(OrderState.values()).toList());
		model.addAttribute("names", names(found.items()));
		return "order/list";
	}

	@GetMapping("/export")
	void export(Filter filter, HttpServletResponse response) {
		table.write(filter.filter(), new Download(response, "text/csv;charset=UTF-8", "orders.csv"));
	}

	@GetMapping("/{id}")
	String show(@PathVariable OrderId id, Model model) {
		return page(id, model);
	}

	private String page(OrderId id, Model model) {
		OrderDetails order = orders.get(id);
		model.addAttribute("order", order);
		if (!model.containsAttribute("payment")) {
			model.addAttribute("payment", PaymentForm.NOW);
		}
		Map<UUID, RefundProposal> proposals = refunds.proposals(id);
		model.addAttribute("proposals", proposals);
		model.addAttribute("takenOff", refunds.takenOff(id));
		if (!model.containsAttribute("refund")) {
			model.addAttribute("refund", RefundForm.of(order, proposals));
		}
		model.addAttribute("member", members.summaries(List.of(order.member())).get(order.member()));
		model.addAttribute("recipient", (order.recipient() != null)
				? members.summaries(List.of(order.recipient())).get(order.recipient()) : null);
		model.addAttribute("coupons",
				order.discounts()
					.stream()
					.map(OrderDiscount::coupon)
					.filter(Objects::nonNull)
					.map(coupons::get)
					.collect(Collectors.toMap(coupon -> coupon.id().toString(), coupon -> coupon)));
		model.addAttribute("requests", refunds.requestsOf(id));
		model.addAttribute("upgrade", changes.ofOrder(id.id()).orElse(null));
		model.addAttribute("methods", PaymentMethod.byHand());
		model.addAttribute("ways", order.isPaidOnline() ? List.of(PaymentMethod.values()) : PaymentMethod.byHand());
		model.addAttribute("limit", organizations.current().refundLimit());
		model.addAttribute("key", Ids.next());
		model.addAttribute("proofs",
				proofs.of(id).stream().collect(Collectors.groupingBy(one -> one.payment().toString())));
		model.addAttribute("mostProofs", PaymentProofs.MOST);
		return "order/show";
	}

	@PostMapping("/{id}/payments")
	String pay(@PathVariable OrderId id, @Valid @ModelAttribute("payment") PaymentForm form, BindingResult errors,
			@RequestParam(required = false) @Nullable List<MultipartFile> proof, Model model,
			RedirectAttributes flash) {
		if (!errors.hasErrors()) {
			try {
				proofs.markPaid(id, form.payment(organizations.current().zone()),
						proofs.draw(id, OrderProofFiles.read(proof)));
				flash.addFlashAttribute("done", "order.done.paid");
				return ONE + id;
			}
			catch (DomainException refusal) {
				errors.reject(refusal.getCode(), refusal.getArgs(), refusal.getMessage());
			}
		}
		return page(id, model);
	}

	@PostMapping("/{id}/cancel")
	String cancel(@PathVariable OrderId id, RedirectAttributes flash) {
		orders.cancel(id);
		flash.addFlashAttribute("done", "order.done.cancelled");
		return ONE + id;
	}

	@PostMapping("/{id}/refunds")
	String refund(@PathVariable OrderId id, @Valid @ModelAttribute("refund") RefundForm form, BindingResult errors,
			Model model, RedirectAttributes flash) {
		if (!errors.hasErrors()) {
			try {
				RefundAsk ask = form.ask(organizations.current());
				UUID key = (form.key() != null) ? form.key() : Ids.next();
				RefundOutcome outcome = idempotency.once("page/" + key, List.of(id, form), RefundOutcome.class,
						() -> refunds.refund(id, ask));
				flash.addFlashAttribute("done",
						outcome.isDone() ? "order.done.refunded" : "order.done.refund-requested");
				return ONE + id;
			}
			catch (DomainException refusal) {
				errors.reject(refusal.getCode(), refusal.getArgs(), refusal.getMessage());
			}
		}
		return page(id, model);
	}

	private Map<MemberId, MemberSummary> names(Collection<OrderSummary> some) {
		return members.summaries(some.stream().flatMap(OrderSummary::people).distinct().toList());
	}

	/** The filters of the list, as they stand in its URL. */
	record Filter(@Nullable OrderState state, @Nullable Boolean paid, @Nullable LocalDate from, @Nullable LocalDate to,
			@Nullable Long number, @Nullable UUID member, @Nullable UUID product) {

		OrderFilter filter() {
			return new OrderFilter(state, Boolean.TRUE.equals(paid), from, to, number,
					(member != null) ? new MemberId(member) : null,
					(product != null) ? io.guildhall.catalog.ProductId.of(product.toString()) : null);
		}

		/** Whether anything is filtered. */
		public boolean isOn() {
			return state != null || paid != null || from != null || to != null || number != null || member != null
					|| product != null;
		}

	}

	/**
	 * A payment, as it is recorded on the page.
	 *
	 * @param at in the organization's zone; null for now
	 */
	record PaymentForm(@NotNull PaymentMethod method, @Nullable LocalDateTime at,
			@Size(max = 200) @Nullable String reference) {

		static final PaymentForm NOW = new PaymentForm(PaymentMethod.CASH, null, null);

		NewPayment payment(ZoneId zone) {
			return new NewPayment(method, null, (at != null) ? at.atZone(zone).toInstant() : null, reference);
		}

	}

	/**
	 * A refund, as it is asked for on the page.
	 *
	 * @param what REST, AMOUNT, the id of a line, or what its plan proposes
	 * @param usedToo whether also what was used already is paid back
	 */
	record RefundForm(@NotBlank String what, @Nullable BigDecimal amount, @NotNull PaymentMethod method,
			@NotBlank @Size(max = 500) String reason, @Nullable Boolean usedToo, @Nullable UUID key) {

		private static final String PROPOSED = "PLAN/";

		/** What the plan gives, where it says; by the way it came, where that can be. */
		static RefundForm of(OrderDetails order, Map<UUID, RefundProposal> proposals) {
			String what = proposals.entrySet()
				.stream()
				.filter(line -> line.getValue().amount().isPositive())
				.findFirst()
				.map(line -> named(line.getKey(), line.getValue()))
				.orElse("REST");
			return new RefundForm(what, null, order.isPaidOnline() ? PaymentMethod.ONLINE : PaymentMethod.CASH, "",
					null, null);
		}

		/**
		 * Names a proposal with the amount that is shown: another day it is another one.
		 */
		public String proposed(UUID line, RefundProposal proposal) {
			return named(line, proposal);
		}

		private static String named(UUID line, RefundProposal proposal) {
			return PROPOSED + (proposal.ends() ? "ENDS/" : "KEEPS/") + line + "/" + proposal.amount().minor();
		}

		RefundAsk ask(OrganizationDetails organization) {
			if (what.startsWith(PROPOSED)) {
				return proposal(what.split("/"), organization);
			}
			return switch (what) {
				case "REST" -> new RefundAsk(null, null, method, reason, false, used());
				case "AMOUNT" ->
					new RefundAsk(null, Amounts.money(amount, organization.currency()), method, reason, false, used());
				default -> new RefundAsk(Amounts.id(what), null, method, reason, false, used());
			};
		}

		private RefundAsk proposal(String[] parts, OrganizationDetails organization) {
			if (parts.length != 4 || !parts[3].matches("\\d{1,15}")) {
				throw OrderRefused.noAmount();
			}
			return new RefundAsk(Amounts.id(parts[2]), new Money(Long.parseLong(parts[3]), organization.currency()),
					method, reason, parts[1].equals("ENDS"), used());
		}

		private boolean used() {
			return Boolean.TRUE.equals(usedToo);
		}

	}

}
