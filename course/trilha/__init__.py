"""O pacote que os cadernos do curso importam."""
