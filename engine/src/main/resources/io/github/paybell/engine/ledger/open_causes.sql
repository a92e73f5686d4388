-- open-causes: the causes of open problems of this kind
select cause from paybell_problem where account = :account and kind = :kind and state = 'open'
