package io.guildhall.order.web;

import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

import io.guildhall.order.OrderId;
import io.guildhall.order.OrderProofs;
import lombok.RequiredArgsConstructor;

/** Pictures of an order's payments, on its page. */
@Controller
@RequestMapping("/o/{organization}/orders/{id}")
@RequiredArgsConstructor
class OrderProofController {

	private static final String ONE = "redirect:/o/{organization}/orders/{id}";

	private final OrderProofs proofs;

	@PostMapping("/payments/{payment}/proofs")
	String add(@PathVariable OrderId id, @PathVariable UUID payment,
			@RequestParam(required = false) @Nullable List<MultipartFile> files, RedirectAttributes flash) {
		proofs.add(id, payment, proofs.draw(id, payment, OrderProofFiles.read(files)));
		flash.addFlashAttribute("done", "order.done.proof-added");
		return ONE;
	}

	@GetMapping("/payment-proofs/{proof}")
	ResponseEntity<byte[]> show(@PathVariable OrderId id, @PathVariable UUID proof,
			@RequestParam(defaultValue = "false") boolean small) {
		return OrderProofFiles.answer(proofs.jpeg(id, proof, small));
	}

	@PostMapping("/payment-proofs/{proof}/removal")
	String remove(@PathVariable OrderId id, @PathVariable UUID proof, RedirectAttributes flash) {
		proofs.remove(id, proof);
		flash.addFlashAttribute("done", "order.done.proof-removed");
		return ONE;
	}

}
