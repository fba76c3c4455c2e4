package io.guildhall.catalog;

import java.util.Collection;
import java.util.List;
import java.util.Optional;

import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.repository.Repository;

interface ProductRepository extends Repository<Product, ProductId> {

	/** Of the key by which an SKU is there once. */
	String SKU_ONCE = "products_sku_once";

	/**
	 * Writes the product at once, since another may have its name or SKU.
	 * @throws CatalogRefused if so
	 */
	default Product keep(Product product) {
		try {
			return saveAndFlush(product);
		}
		catch (DuplicateKeyException taken) {
			if (product.getSku() != null && String.valueOf(taken.getMessage()).contains(SKU_ONCE)) {
				throw CatalogRefused.skuTaken(product.getSku());
			}
			throw CatalogRefused.nameTaken(product.getName());
		}
	}

	Product saveAndFlush(Product product);

	Optional<Product> findById(ProductId id);

	List<Product> findAllByIdIn(Collection<ProductId> ids);

	List<Product> findAllByActiveTrueOrderByName();

}
