package io.guildhall.coupon.web;

import java.util.List;
import java.util.Map;

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
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

import io.guildhall.audit.AuditSubject;
import io.guildhall.catalog.CatalogRefused;
import io.guildhall.coupon.BatchDetails;
import io.guildhall.coupon.BatchId;
import io.guildhall.coupon.BatchState;
import io.guildhall.coupon.CouponBatches;
import io.guildhall.coupon.CouponRefused;
import io.guildhall.coupon.CouponService;
import io.guildhall.coupon.CouponState;
import io.guildhall.coupon.CouponSummary;
import io.guildhall.coupon.IssueReading;
import io.guildhall.coupon.NewBatch;
import io.guildhall.member.Audiences;
import io.guildhall.organization.OrganizationService;
import io.guildhall.shared.Money;
import io.guildhall.shared.Permission;
import io.guildhall.shared.Slice;
import io.guildhall.shared.web.NavigationEntry;
import lombok.RequiredArgsConstructor;

/** The pages of coupon batches. */
@Controller
@RequestMapping("/o/{organization}/coupons")
@RequiredArgsConstructor
class CouponBatchController {

	private static final String SHOW = "redirect:/o/{organization}/coupons/";

	private final CouponBatches batches;

	private final CouponService coupons;

	private final IssueReading issues;

	private final Audiences audiences;

	private final CouponNames names;

	private final OrganizationService organizations;

	@Bean
	static AuditSubject couponBatchHistory(CouponBatches service) {
		return new AuditSubject("coupon-batch", id -> service.get(new BatchId(id)));
	}

	@Bean
	static NavigationEntry couponsNavigation() {
		return new NavigationEntry(NavigationEntry.Section.COUPONS, 10, "coupon.title", "/coupons",
				Permission.SALES_READ);
	}

	@GetMapping
	String list(@RequestParam(defaultValue = "") String q, @RequestParam(required = false) @Nullable BatchState state,
			@RequestParam(required = false) @Nullable String after, Model model) {
		model.addAttribute("batches", batches.list(q, state, after));
		model.addAttribute("q", q);
		model.addAttribute("state", state);
		model.addAttribute("states", BatchState.values());
		return "coupon/list";
	}

	@GetMapping("/new")
	String add(Model model) {
		return edit(null, BatchForm.empty(), model);
	}

	/** The effect of what stands in the form, in numbers and in a sentence. */
	@GetMapping("/effect")
	String effect(@ModelAttribute("form") BatchForm form, BindingResult errors, Model model) {
		NewBatch batch = form.batch(currency(), errors);
		model.addAttribute("effect", batch);
		model.addAttribute("atMost", (batch != null) ? atMost(batch) : null);
		return "coupon/edit :: effect";
	}

	private static Money atMost(NewBatch batch) {
		Money all = batch.terms().largest().times(Math.max(batch.stock(), 0));
		return (batch.budget() != null) ? all.min(batch.budget()) : all;
	}

	@PostMapping
	String create(@ModelAttribute("form") BatchForm form, BindingResult errors, Model model, RedirectAttributes flash) {
		NewBatch wanted = form.batch(currency(), errors);
		if (wanted != null) {
			try {
				BatchId id = batches.create(wanted);
				flash.addFlashAttribute("done", "coupon.done.created");
				return SHOW + id;
			}
			catch (CouponRefused | CatalogRefused refusal) {
				errors.reject(refusal.getCode(), refusal.getArgs(), refusal.getMessage());
			}
		}
		return edit(null, form, model);
	}

	@GetMapping("/{id}")
	String show(@PathVariable BatchId id, @RequestParam(required = false) @Nullable CouponState state,
			@RequestParam(required = false) @Nullable String after, Model model) {
		BatchDetails batch = batches.get(id);
		Slice<CouponSummary> held = coupons.list(id, state, after);
		model.addAttribute("batch", batch);
		model.addAttribute("coupons", held);
		model.addAttribute("members", names.of(held.items().stream().map(CouponSummary::member).toList()));
		model.addAttribute("state", state);
		model.addAttribute("states", CouponState.values());
		model.addAttribute("issues", issues.ofBatch(id));
		model.addAttribute("fields", audiences.fields());
		model.addAttribute("funnel", names.funnel(batch));
		model.addAttribute("products", names.products(batch.conditions()));
		model.addAttribute("choices", names.choices());
		return "coupon/show";
	}

	@GetMapping("/{id}/edit")
	String edit(@PathVariable BatchId id, Model model) {
		BatchDetails batch = batches.get(id);
		return edit(batch, BatchForm.of(batch), model);
	}

	@PostMapping("/{id}")
	String change(@PathVariable BatchId id, @ModelAttribute("form") BatchForm form, BindingResult errors, Model model,
			RedirectAttributes flash) {
		NewBatch wanted = form.batch(currency(), errors);
		if (wanted != null) {
			try {
				batches.change(id, wanted, form.version());
				flash.addFlashAttribute("done", "coupon.done.changed");
				return SHOW + id;
			}
			catch (CouponRefused | CatalogRefused refusal) {
				errors.reject(refusal.getCode(), refusal.getArgs(), refusal.getMessage());
			}
		}
		return edit(batches.get(id), form, model);
	}

	@PostMapping("/{id}/activation")
	String activate(@PathVariable BatchId id, RedirectAttributes flash) {
		batches.activate(id);
		return moved(id, "coupon.done.activated", flash);
	}

	@PostMapping("/{id}/pause")
	String pause(@PathVariable BatchId id, RedirectAttributes flash) {
		batches.pause(id);
		return moved(id, "coupon.done.paused", flash);
	}

	@PostMapping("/{id}/end")
	String end(@PathVariable BatchId id, RedirectAttributes flash) {
		batches.end(id);
		return moved(id, "coupon.done.ended", flash);
	}

	private static String moved(BatchId id, String done, RedirectAttributes flash) {
		flash.addFlashAttribute("done", done);
		return SHOW + id;
	}

	private String edit(@Nullable BatchDetails batch, BatchForm form, Model model) {
		model.addAttribute("batch", batch);
		model.addAttribute("form", form);
		model.addAllAttributes(Map.of("kinds", BatchForm.Offer.values(), "dates", List.of(BatchForm.Dates.values()),
				"currency", currency(), "products", names.productsFor(batch), "choices", names.choices()));
		return "coupon/edit";
	}

	private String currency() {
		return organizations.current().currency();
	}

}
