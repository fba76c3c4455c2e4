package io.guildhall.bulk.web;

import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

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
import io.guildhall.bulk.BulkActions;
import io.guildhall.bulk.BulkDetails;
import io.guildhall.bulk.BulkId;
import io.guildhall.bulk.BulkKind;
import io.guildhall.bulk.BulkOutcome;
import io.guildhall.coupon.BatchId;
import io.guildhall.coupon.CouponBatches;
import io.guildhall.coupon.IssueReach;
import io.guildhall.file.FileContent;
import io.guildhall.member.Audiences;
import io.guildhall.member.MemberField;
import io.guildhall.member.MemberFilter;
import io.guildhall.member.MemberId;
import io.guildhall.table.TableFormat;
import jakarta.servlet.http.HttpServletResponse;
import lombok.RequiredArgsConstructor;

/** The pages of what is done to many members at once. */
@Controller
@RequestMapping("/o/{organization}/bulk-actions")
@RequiredArgsConstructor
class BulkController {

	private final BulkActions bulk;

	private final Audiences audiences;

	private final CouponBatches batches;

	private final IssueReach reach;

	@Bean
	static AuditSubject bulkHistory(BulkActions service) {
		return new AuditSubject("bulk-action", id -> service.get(new BulkId(id)));
	}

	@GetMapping
	String list(@RequestParam(required = false) @Nullable String after, Model model) {
		model.addAttribute("actions", bulk.list(after));
		return "bulk/list";
	}

	/**
	 * Does something to those who are ticked, or to all whom the filter of the list
	 * means.
	 */
	@PostMapping
	String start(@RequestParam Map<String, String> parameters,
			@RequestParam(name = "chosen", required = false) @Nullable List<MemberId> chosen,
			@RequestParam BulkKind action, @RequestParam(defaultValue = "") String tagged,
			@RequestParam(defaultValue = "") String to, @RequestParam(defaultValue = "") String contactOwner) {
		MemberFilter filter = "true".equals(parameters.get("everybody")) ? filter(parameters)
				: MemberFilter.of((chosen != null) ? chosen : List.of());
		BulkId id = bulk.start(action, filter, switch (action) {
			case TAG, UNTAG -> tagged;
			case JOIN -> to;
			case OWNER -> contactOwner;
			case COUPON -> "";
			case EXPORT -> TableFormat.XLSX.name();
		});
		return "redirect:/o/{organization}/bulk-actions/" + id;
	}

	@GetMapping("/{id}")
	String show(@PathVariable BulkId id, @RequestParam(required = false) @Nullable BulkOutcome outcome,
			@RequestParam(required = false) @Nullable String after, Model model, Locale locale) {
		BulkDetails action = bulk.get(id);
		model.addAttribute("action", action);
		model.addAttribute("whom", audiences.describe(action.audience(), locale));
		model.addAttribute("outcome", outcome);
		model.addAttribute("rows", bulk.rows(id, outcome, after));
		model.addAttribute("batches", action.draft() ? batches.open() : List.of());
		return "bulk/show";
	}

	/** How many of those who are meant would get a coupon, while a batch is chosen. */
	@GetMapping("/{id}/reach")
	String reach(@PathVariable BulkId id, @RequestParam(required = false) @Nullable BatchId target, Model model) {
		BulkDetails action = bulk.get(id);
		model.addAttribute("reach", (target != null) ? reach.of(target, action.meant()) : null);
		model.addAttribute("left", (target != null) ? batches.get(target).left() : null);
		return "bulk/show :: reach";
	}

	@PostMapping("/{id}/target")
	String choose(@PathVariable BulkId id, @RequestParam(defaultValue = "") String target) {
		bulk.choose(id, target);
		return "redirect:/o/{organization}/bulk-actions/" + id;
	}

	@PostMapping("/{id}/undo")
	String undo(@PathVariable BulkId id, RedirectAttributes flash) {
		bulk.undo(id);
		flash.addFlashAttribute("done", "bulk.undo.begun");
		return "redirect:/o/{organization}/bulk-actions/" + id;
	}

	@PostMapping("/{id}/file")
	void file(@PathVariable BulkId id, HttpServletResponse response) throws IOException {
		send(bulk.file(id), response);
	}

	/** Sends a stored table, chunk by chunk. */
	static void send(FileContent file, HttpServletResponse response) throws IOException {
		response.setContentType(file.name().endsWith(".csv") ? "text/csv;charset=UTF-8"
				: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");
		response.setContentLengthLong(file.size());
		response.setHeader("Content-Disposition", "attachment; filename=" + file.name());
		try (InputStream in = file.stream()) {
			in.transferTo(response.getOutputStream());
		}
	}

	private MemberFilter filter(Map<String, String> parameters) {
		Map<String, String> fields = new LinkedHashMap<>();
		for (MemberField field : audiences.fields()) {
			String value = parameters.get(field.key());
			if (value != null && !value.isBlank()) {
				fields.put(field.key(), value);
			}
		}
		return new MemberFilter(parameters.get("q"), fields, List.of());
	}

}
