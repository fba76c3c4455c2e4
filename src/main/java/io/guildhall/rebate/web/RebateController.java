package io.guildhall.rebate.web;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

import io.guildhall.audit.AuditSubject;
import io.guildhall.coupon.BatchId;
import io.guildhall.coupon.CouponBatches;
import io.guildhall.coupon.CouponId;
import io.guildhall.coupon.CouponService;
import io.guildhall.member.MemberId;
import io.guildhall.member.MemberService;
import io.guildhall.order.OrderId;
import io.guildhall.order.OrderService;
import io.guildhall.rebate.Rebate;
import io.guildhall.rebate.RebateDebts;
import io.guildhall.rebate.RebateFilter;
import io.guildhall.rebate.RebateRefused;
import io.guildhall.rebate.RebateState;
import io.guildhall.rebate.RebateTable;
import io.guildhall.rebate.Rebates;
import io.guildhall.rebate.SettlementWay;
import io.guildhall.shared.Money;
import io.guildhall.shared.Permission;
import io.guildhall.shared.web.Download;
import io.guildhall.shared.web.NavigationEntry;
import io.guildhall.shared.web.PagePart;
import jakarta.servlet.http.HttpServletResponse;
import lombok.RequiredArgsConstructor;

/** The pages of rebates: all of them, one, and the parts on the pages of others. */
@Controller
@RequestMapping("/o/{organization}")
@RequiredArgsConstructor
class RebateController {

	private static final String LIST = "redirect:/o/{organization}/rebates";

	private static final int SHOWN = 5;

	private final Rebates rebates;

	private final RebateDebts debts;

	private final RebateRows rows;

	private final RebateSearch search;

	private final RebateTable table;

	private final MemberService members;

	private final OrderService orders;

	private final CouponService coupons;

	private final CouponBatches batches;

	@Bean
	static NavigationEntry rebatesNavigation() {
		return new NavigationEntry(NavigationEntry.Section.SALES, 40, "rebate.title", "/rebates",
				Permission.SALES_READ);
	}

	@Bean
	static PagePart rebatesOfMember() {
		return new PagePart(PagePart.Page.MEMBER, 35, "rebate.title", "/members/{id}/rebates", Permission.SALES_READ);
	}

	@Bean
	static PagePart rebatesOfOrder() {
		return new PagePart(PagePart.Page.ORDER, 20, "rebate.title", "/orders/{id}/rebates", Permission.SALES_READ);
	}

	@Bean
	static PagePart rebatesOfCoupon() {
		return new PagePart(PagePart.Page.COUPON, 20, "rebate.title", "/coupons/codes/{id}/rebates",
				Permission.SALES_READ);
	}

	@Bean
	static PagePart rebatesOfBatch() {
		return new PagePart(PagePart.Page.COUPON_BATCH, 30, "rebate.title", "/coupons/{id}/rebates",
				Permission.SALES_READ);
	}

	@Bean
	static PagePart rebatesToday() {
		return new PagePart(PagePart.Page.TODAY, 22, "rebate.waiting", "/rebates/today", Permission.REFUND_APPROVE);
	}

	@Bean
	static AuditSubject rebateHistory(Rebates service) {
		return new AuditSubject("rebate", service::get);
	}

	@GetMapping("/rebates")
	String list(RebateSearch.Asked asked, @RequestParam(required = false) @Nullable String after, Model model) {
		rows.fill(asked, after, model);
		model.addAttribute("batch", (asked.batch() != null) ? batches.get(asked.batch()) : null);
		return "rebate/list";
	}

	@GetMapping("/rebates/export")
	void export(RebateSearch.Asked asked, HttpServletResponse response) {
		table.write(search.search(asked), new Download(response, "text/csv;charset=UTF-8", "rebates.csv"));
	}

	@PostMapping("/rebates/approval")
	String approve(@RequestParam(name = "chosen", required = false) @Nullable List<UUID> chosen,
			@RequestParam(required = false) @Nullable UUID programme, RedirectAttributes flash) {
		List<UUID> wanted = (chosen != null) ? chosen : List.of();
		rebates.approve(wanted);
		flash.addFlashAttribute("done", "rebate.done.approved");
		flash.addFlashAttribute("doneArgs", List.of(wanted.size()));
		return (programme != null) ? "redirect:/o/{organization}/rebate-programmes/" + programme + "?state=PENDING"
				: LIST + "?state=PENDING";
	}

	@GetMapping("/rebates/today")
	String today(Model model) {
		List<Rebate> pending = rebates.list(RebateFilter.of(RebateState.PENDING, false), null).items();
		model.addAttribute("rebates", pending.stream().limit(SHOWN).toList());
		model.addAttribute("names", rows.names(pending));
		return "rebate/parts :: today";
	}

	@GetMapping("/rebates/{id}")
	String show(@PathVariable UUID id, Model model) {
		Rebate rebate = rebates.get(id);
		model.addAttribute("rebate", rebate);
		model.addAttribute("member", members.require(rebate.member()));
		model.addAttribute("settlements", debts.of(id));
		model.addAttribute("ways", SettlementWay.byHand());
		return "rebate/show";
	}

	@PostMapping("/rebates/{id}/retry")
	String retry(@PathVariable UUID id, RedirectAttributes flash) {
		rebates.retry(id);
		flash.addFlashAttribute("done", "rebate.done.retried");
		return LIST + "/" + id;
	}

	@PostMapping("/rebates/{id}/settlements")
	String settle(@PathVariable UUID id, @RequestParam SettlementWay way,
			@RequestParam(required = false) @Nullable BigDecimal amount,
			@RequestParam(required = false) @Nullable String note, RedirectAttributes flash) {
		debts.settle(id, way, money(amount, rebates.get(id)), note);
		flash.addFlashAttribute("done", "rebate.done.settled");
		return LIST + "/" + id;
	}

	@GetMapping("/members/{id}/rebates")
	String ofMember(@PathVariable MemberId id, Model model) {
		members.require(id);
		List<Rebate> all = rebates.list(RebateFilter.of(id), null).items();
		model.addAttribute("rebates", all.stream().limit(SHOWN).toList());
		model.addAttribute("cuts", List.of());
		model.addAttribute("names", Map.of());
		return "rebate/parts :: listed";
	}

	@GetMapping("/orders/{id}/rebates")
	String ofOrder(@PathVariable OrderId id, Model model) {
		model.addAttribute("cuts",
				orders.get(id).promises().stream().filter(promise -> promise.cut().isPositive()).toList());
		model.addAttribute("rebates", rebates.list(RebateFilter.of(id), null).items());
		model.addAttribute("names", Map.of());
		return "rebate/parts :: listed";
	}

	@GetMapping("/coupons/codes/{id}/rebates")
	String ofCoupon(@PathVariable CouponId id, Model model) {
		coupons.get(id);
		return promisedBack(RebateFilter.of(id), model);
	}

	@GetMapping("/coupons/{id}/rebates")
	String ofBatch(@PathVariable BatchId id, Model model) {
		batches.get(id);
		return promisedBack(RebateFilter.of(null, false).ofBatch(id), model);
	}

	private String promisedBack(RebateFilter filter, Model model) {
		List<Rebate> some = rebates.list(filter, null).items().stream().limit(SHOWN).toList();
		model.addAttribute("rebates", some);
		model.addAttribute("names", rows.names(some));
		model.addAttribute("batch", filter.batch());
		return "rebate/parts :: back";
	}

	private static @Nullable Money money(@Nullable BigDecimal major, Rebate rebate) {
		try {
			return (major != null) ? Money.ofMajor(major, rebate.amount().currency()) : null;
		}
		catch (ArithmeticException tooFine) {
			throw RebateRefused.amount();
		}
	}

}
